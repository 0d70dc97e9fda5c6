// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attendance.h"

#include <QCoreApplication>

#include <algorithm>

namespace conversa::console {

QString Attendance::nameFor(const UserInfo &user) const
{
    if (!user.name.isEmpty())
        return QString::fromUtf8(user.name);
    if (user.role != Role::Contact)
        return QCoreApplication::translate("Attendance", "Agent");
    return m_contactName.isEmpty() ? QCoreApplication::translate("Attendance", "Contact") : QString::fromUtf8(m_contactName);
}

Attendance::Member &Attendance::memberOf(const UserInfo &user)
{
    Member &member = m_members[user.user];
    member.user = user;
    return member;
}

void Attendance::onJoined(const SessionJoined &joined)
{
    onLost();
    for (const UserInfo &user : joined.users)
        memberOf(user).isHere = true;
    for (const Watermark &mark : joined.watermarks) {
        Member &member = m_members[mark.user];
        member.user.user = mark.user;
        member.user.role = mark.role;
        member.delivered = mark.delivered;
        member.read = mark.read;
    }
    for (const UserId &user : joined.typing)
        m_members[user].isTyping = true;
}

void Attendance::setSelf(UserId self, bool isContact)
{
    const auto [at, isNew] = m_members.try_emplace(self);
    if (isNew || at->second.user.user.isNull())
        at->second.user = { self, {}, isContact ? Role::Contact : Role::Agent };
    at->second.isHere = true;
}

void Attendance::onUserJoined(const UserInfo &user)
{
    memberOf(user).isHere = true;
}

void Attendance::onUserLeft(const UserInfo &user)
{
    Member &member = memberOf(user);
    member.isHere = false;
    member.isTyping = false;
}

// The event tells no role.
void Attendance::onTyping(const UserTyping &typing)
{
    Member &member = m_members[typing.user.user];
    member.user.user = typing.user.user;
    member.user.name = typing.user.name;
    member.isTyping = typing.isTyping;
}

void Attendance::onMessage(bool isFromBusiness, std::optional<UserId> agent)
{
    for (auto &[id, member] : m_members) {
        const bool isAuthor = isFromBusiness ? agent == id : member.user.role == Role::Contact;
        member.isTyping = member.isTyping && !isAuthor;
    }
}

void Attendance::onReceipt(Mark mark, const Receipt &receipt)
{
    Member &member = m_members[receipt.user];
    member.user.user = receipt.user;
    member.delivered = std::max(member.delivered, receipt.upToSeq);
    if (mark == Mark::Read)
        member.read = std::max(member.read, receipt.upToSeq);
}

void Attendance::onLost()
{
    for (auto &[id, member] : m_members) {
        member.isHere = false;
        member.isTyping = false;
    }
}

Role Attendance::roleOf(UserId user) const
{
    const auto found = m_members.find(user);
    return found == m_members.end() ? Role::Contact : found->second.user.role;
}

QString Attendance::nameOf(UserId user) const
{
    const auto found = m_members.find(user);
    return nameFor(found == m_members.end() ? UserInfo{ user, {}, Role::Agent } : found->second.user);
}

QString Attendance::contactName() const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
        [](const auto &each) { return each.second.user.role == Role::Contact && !each.second.user.name.isEmpty(); });
    return nameFor(found == m_members.end() ? UserInfo{} : found->second.user);
}

QStringList Attendance::typing(UserId self) const
{
    QStringList names;
    for (const auto &[id, member] : m_members) {
        if (member.isTyping && id != self)
            names.append(nameFor(member.user));
    }
    return names;
}

QStringList Attendance::colleagues(UserId self) const
{
    QStringList names;
    for (const auto &[id, member] : m_members) {
        if (member.isHere && id != self && isBusinessSide(member.user.role))
            names.append(nameFor(member.user));
    }
    return names;
}

qint64 Attendance::furthest(Mark mark, bool ofBusiness) const
{
    qint64 seq = 0;
    for (const auto &[id, member] : m_members) {
        if (isBusinessSide(member.user.role) == ofBusiness)
            seq = std::max(seq, mark == Mark::Read ? member.read : member.delivered);
    }
    return seq;
}

} // namespace conversa::console
