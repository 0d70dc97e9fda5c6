// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace conversa::test {

// How much of a fault: in an ordinary run, at length (scripts/test --faults), in the recorded run (--faults=full).
inline int scaled(int quick, int whole, int full)
{
    const QByteArray scale = qgetenv("TEST_FAULTS");
    if (scale == "full")
        return full;
    return scale == "whole" ? whole : quick;
}

} // namespace conversa::test
