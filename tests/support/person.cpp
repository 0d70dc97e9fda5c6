// SPDX-License-Identifier: Apache-2.0
#include "support/person.h"

#include "client/address.h"

#include <QTest>

#include <algorithm>

namespace conversa::test {

namespace {

const ContactId contact = *ContactId::parse("660e8400-e29b-41d4-a716-446655440000");

} // namespace

ChatOptions Person::options(quint16 port, const QByteArray &token)
{
    const QString typed = QStringLiteral("ws://127.0.0.1:%1").arg(port);
    return { .link = { .url = *socketAddress(typed), .token = token, .client = "test/1.0" },
        .outbox = { .messages = 100'000, .pace = { 0, 0 } },
        .stableMs = 0 };
}

Person::Person(ChatOptions options)
    : client(std::move(options))
{
    const auto collect = [this](auto signal, auto &list) {
        QObject::connect(&client, signal, &client, [&list](const auto &value) { list.append(value); });
    };
    collect(&ChatClient::sessionJoined, joined);
    collect(&ChatClient::messageReceived, messages);
    collect(&ChatClient::typingReceived, typing);
    collect(&ChatClient::messagesDelivered, delivered);
    collect(&ChatClient::messagesRead, read);
    collect(&ChatClient::historyReceived, histories);
    collect(&ChatClient::sessionClosed, closed);
    collect(&ChatClient::sessionReopened, reopened);
    collect(&ChatClient::sessionOpened, opened);
    collect(&ChatClient::sessionUpdated, updated);
    collect(&ChatClient::drainAnnounced, announcedDrains);
    collect(&ChatClient::errorReceived, errors);
    const auto collectSecond = [this](auto signal, auto &list) {
        QObject::connect(&client, signal, &client, [&list](const auto &, const auto &value) { list.append(value); });
    };
    collectSecond(&ChatClient::messagesMissed, missed);
    collectSecond(&ChatClient::sendFailed, failures);
    collectSecond(&ChatClient::userJoined, users);
    collectSecond(&ChatClient::userLeft, gone);
    collectSecond(&ChatClient::historyFailed, historyFailures);
    QObject::connect(&client, &ChatClient::stateChanged, &client, [this](const LinkStatus &state) {
        states.append(state);
        stateMs.append(Clock::system().monotonicMs());
    });
    QObject::connect(&client, &ChatClient::joinRefused, &client, [this](SessionId, const Error &error, bool isFinal) {
        joinRefusals.append({ error, isFinal });
    });
    QObject::connect(&client, &ChatClient::sendConfirmed, &client,
        [this](const QByteArray &id, const ReceivedMessage &message) { confirmations[id].append(message); });
}

bool Person::enter(SessionId session, std::optional<ResumePoint> from)
{
    const auto before = joined.size();
    if (client.state().kind == LinkStatus::Kind::Stopped)
        client.start();
    client.join(session, std::move(from));
    return becomes([&] { return joined.size() > before; });
}

int Person::say(SessionId session, const QByteArray &text)
{
    const auto id = client.send(session, contact, text);
    if (!id)
        qFatal("not sent: %s", id.error().message.constData());
    sent.append(*id);
    return int(sent.size()) - 1;
}

int Person::count(LinkStatus::Kind kind) const
{
    return int(std::count_if(
        states.begin(), states.end(), [kind](const LinkStatus &state) { return state.kind == kind; }));
}

const LinkStatus &Person::lastOf(LinkStatus::Kind kind) const
{
    const auto last = std::find_if(
        states.rbegin(), states.rend(), [kind](const LinkStatus &state) { return state.kind == kind; });
    if (last == states.rend())
        qFatal("no such state");
    return *last;
}

bool becomes(const std::function<bool()> &condition, int deadlineMs)
{
    return QTest::qWaitFor(condition, deadlineMs);
}

} // namespace conversa::test
