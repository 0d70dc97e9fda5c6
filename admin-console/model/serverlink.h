// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/chatstate.h"
#include "model/livestate.h"

namespace conversa::console {

// How things stand with the server. Of an agent only the chat's connection hears that it is gone.
inline LinkView serverLink(const LiveState &live, const ChatState &chat)
{
    return live.access() == Access::Agent ? chat.link() : live.link();
}

} // namespace conversa::console
