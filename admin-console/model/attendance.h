// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/servermessages.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>

namespace conversa::console {

// Who is in a session, who types, and how far each has got, as one of its members hears it. Names outlive who has left. Pure.
class Attendance
{
public:
    struct Member
    {
        UserInfo user;
        bool isHere = false;
        bool isTyping = false;
        qint64 delivered = 0;
        qint64 read = 0;
    };

    void onJoined(const SessionJoined &joined);
    // The list does not always have who asked for it.
    void setSelf(UserId self, bool isContact);
    void onUserJoined(const UserInfo &user);
    void onUserLeft(const UserInfo &user);
    void onTyping(const UserTyping &typing);
    void onReceipt(Mark mark, const Receipt &receipt);
    // Who has written types no more.
    void onMessage(bool isFromBusiness, std::optional<UserId> agent);
    // The connection is gone: nobody is known to be there.
    void onLost();

    // What to call a contact that gives no name.
    void setContactName(const QByteArray &name) { m_contactName = name; }

    const std::map<UserId, Member> &members() const { return m_members; }
    // Contact, for who is not known.
    Role roleOf(UserId user) const;
    // What to call somebody of whom only the id may be known.
    QString nameOf(UserId user) const;
    QString contactName() const;
    // The names of all others who type.
    QStringList typing(UserId self) const;
    // The names of those of the business side who are there too.
    QStringList colleagues(UserId self) const;
    // How far the other side of a chat has got: the contact, or the business side.
    qint64 furthest(Mark mark, bool ofBusiness) const;

private:
    Member &memberOf(const UserInfo &user);
    QString nameFor(const UserInfo &user) const;

    std::map<UserId, Member> m_members;
    QByteArray m_contactName;
};

} // namespace conversa::console
