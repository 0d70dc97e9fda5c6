// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/sessiondetails.h"

namespace conversa::console {

// The columns of a session's members, in the order of memberFields().
enum class MemberField : quint8 { User, Name, Role, State, Delivered, Read, Newest };
std::span<const Field> memberFields();

// Somebody who is in a session, or was, and how far the messages got with him.
struct MemberRow
{
    UserId user;
    QByteArray name = {}; // empty: he is not in it now
    Role role = Role::Contact;
    bool isHere = false;
    bool isTyping = false;
    qint64 delivered = 0; // seq
    qint64 read = 0;
    qint64 sent = 0; // of the session's newest message

    Uuid placeId() const { return user.uuid; }
    FieldValue value(size_t field) const;
    bool operator==(const MemberRow &) const = default;
};
inline Uuid idOf(const MemberRow &row)
{
    return row.user.uuid;
}

// Who is in it, and behind them who only has a mark.
std::vector<MemberRow> membersOf(const SessionDetails &details);
Result<SessionDetails> readDetails(QByteArrayView body);

} // namespace conversa::console
