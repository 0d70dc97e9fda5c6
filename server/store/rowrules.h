// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"

#include <optional>

namespace conversa {

// What decides over a message before it is stored, the same for every store. A repeat is looked for first: it is
// answered whatever became of its session since.

// Why a new message may not be added to a session in this state; nullopt: it may.
std::optional<Error> refusal(const SessionState &state, const AppendRequest &request);
// Why a message may not be the first of its session; nullopt: it may.
std::optional<Error> refusalOfFirst(const AppendRequest &request);
// The answer to a client_message_id that names `first` already: the same content is a repeat, other content a conflict.
AppendResult repeatOf(const ChatMessage &first, const ChatMessage &again);

// The same for an external id, which names one message of one author.
AppendResult repeatOfExternal(const ChatMessage &first, const ChatMessage &again);

// How far a watermark goes by a move, and what of it is told. `before` is where it stood.
struct WatermarkStep
{
    Watermark after;
    qint64 tellDelivered = 0; // 0: nothing to tell
    qint64 tellRead = 0;
};
WatermarkStep stepOf(const WatermarkMove &move, const Watermark &before, qint64 lastSeq);

Error unknownReply();
Error unknownSession();
// The answer to a session that is another contact's.
Error foreignContact();
Error tooManyParked();
// The answer to an API key whose id or hash is taken.
Error keyExists();
// The answer to one restriction too many.
Error tooManyRestrictions();

} // namespace conversa
