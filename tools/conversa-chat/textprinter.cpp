// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/textprinter.h"

#include "terminal/terminaltext.h"

#include <QDateTime>

namespace conversa {

namespace {

QByteArray sentence(const QByteArray &text)
{
    return "-- " + text + '\n';
}

QByteArray person(const UserInfo &user)
{
    const std::string_view role = roleName(user.role);
    return terminalLine(user.name) + " (" + QByteArray(role.data(), qsizetype(role.size())) + ')';
}

} // namespace

QByteArray TextPrinter::message(const ReceivedMessage &message, const Names &names) const
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(message.timestampMs);
    const QByteArray author = names.isOwn(message) ? QByteArrayLiteral("you") : terminalLine(names.authorOf(message));
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")).toUtf8() + author + ": " + terminalText(message.text)
        + '\n';
}

QByteArray TextPrinter::state(const LinkStatus &state) const
{
    switch (state.kind) {
    case LinkStatus::Kind::Connected:
        return sentence("Connected.");
    case LinkStatus::Kind::Waiting:
        return sentence(terminalLine(state.reason) + " Trying again in " + QByteArray::number((state.retryInMs + 999) / 1000)
            + " s.");
    case LinkStatus::Kind::Stopped:
        return state.reason.isEmpty() ? QByteArray() : sentence(terminalLine(state.reason));
    case LinkStatus::Kind::Connecting:
        break;
    }
    return {};
}

QByteArray TextPrinter::joined(const SessionJoined &joined) const
{
    QByteArrayList others;
    for (const UserInfo &user : joined.users)
        others.append(person(user));
    return sentence("In the session, message " + QByteArray::number(joined.lastSeq) + " is the latest. Here: "
        + others.join(", ") + '.');
}

QByteArray TextPrinter::user(const UserInfo &user, Change change) const
{
    switch (change) {
    case Change::Came:
        return sentence(person(user) + " is here.");
    case Change::Went:
        return sentence(person(user) + " has gone.");
    case Change::TypingBegan:
        return sentence(person(user) + " is typing.");
    case Change::TypingEnded:
        break;
    }
    return {};
}

QByteArray TextPrinter::receipt(const Receipt &receipt, Reached reached, const Names &names) const
{
    return sentence(terminalLine(names.nameOf(receipt.user))
        + (reached == Reached::Read ? " has read up to message " : " has everything up to message ")
        + QByteArray::number(receipt.upToSeq) + '.');
}

QByteArray TextPrinter::missed(const MissedMessages &missed) const
{
    return sentence((missed.count ? QByteArray::number(*missed.count) : QByteArrayLiteral("Some"))
        + " messages after message " + QByteArray::number(missed.afterSeq) + " are not shown.");
}

QByteArray TextPrinter::failure(const QByteArray &what, const Error &error) const
{
    return sentence(what + ": " + terminalLine(error.message));
}

} // namespace conversa
