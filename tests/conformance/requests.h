// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace conversa::test {

// What the tests of access and rates send, all of it on one session.
inline const QByteArray session = "550e8400-e29b-41d4-a716-446655440000";

inline QByteArray joining(const QByteArray &id)
{
    return R"({"type":"join_session","payload":{"session_id":")" + id + "\"}}";
}

inline QByteArray sending(const QByteArray &text)
{
    return R"({"type":"send_message","payload":{"session_id":")" + session
        + R"(","contact_id":"660e8400-e29b-41d4-a716-446655440000","text":")" + text + "\"}}";
}

} // namespace conversa::test
