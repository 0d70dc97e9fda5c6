// SPDX-License-Identifier: Apache-2.0
#include "http/refusal.h"

namespace conversa {

Refusal badRequest(const char *message)
{
    return { 400, "bad_request", message };
}

} // namespace conversa
