// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <time.h>

namespace conversa {

namespace {

qint64 readMs(clockid_t id)
{
    timespec now{};
    clock_gettime(id, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

Clock Clock::system()
{
    return {[] { return readMs(CLOCK_MONOTONIC); }, [] { return readMs(CLOCK_REALTIME); }};
}

} // namespace conversa
