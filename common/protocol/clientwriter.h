// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/clientmessages.h"

#include <QByteArray>
#include <QByteArrayView>

#include <string_view>

namespace conversa {

// The type of the message that says so.
std::string_view markType(Mark mark);

// Each gives one client envelope, complete JSON text. `requestId`: up to 64 bytes, echoed in the direct reply; empty:
// none.
QByteArray encoded(const JoinSession &message, QByteArrayView requestId = {});
QByteArray encoded(const LeaveSession &message, QByteArrayView requestId = {});
QByteArray encoded(const SendMessage &message, QByteArrayView requestId = {});
QByteArray encoded(const TypingNotice &message, QByteArrayView requestId = {});
QByteArray encoded(const MarkMessages &message, QByteArrayView requestId = {});
QByteArray encoded(const GetHistory &message, QByteArrayView requestId = {});
QByteArray encoded(const Authenticate &message, QByteArrayView requestId = {});
QByteArray encoded(const RefreshToken &message, QByteArrayView requestId = {});
QByteArray encoded(const Ping &message, QByteArrayView requestId = {});

} // namespace conversa
