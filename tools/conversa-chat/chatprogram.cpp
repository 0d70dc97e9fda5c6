// SPDX-License-Identifier: Apache-2.0
#include "conversa-chat/chatprogram.h"

#include "conversa-chat/jsonprinter.h"
#include "conversa-chat/textprinter.h"

#include <cstdio>

#include <unistd.h>

namespace conversa {

namespace {

constexpr qsizetype mostWaiting = 500; // messages, then the input waits

std::unique_ptr<Printer> printerFor(const ChatSettings &settings)
{
    if (settings.asJson)
        return std::make_unique<JsonPrinter>();
    return std::make_unique<TextPrinter>();
}

int exitCodeOf(EndKind cause)
{
    switch (cause) {
    case EndKind::Stopped:
        return 0;
    case EndKind::BadSetting:
    case EndKind::Unauthorized:
    case EndKind::Forbidden:
    case EndKind::Closed:
        return ExitRefused;
    default:
        return ExitUnavailable;
    }
}

} // namespace

ChatProgram::ChatProgram(const ChatSettings &settings, const QByteArray &token)
    : m_settings(settings)
    , m_printer(printerFor(settings))
    , m_client({ .link = { .url = settings.url, .token = token, .client = settings.name } })
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { m_client.stop(); });
    connectClient();
}

void ChatProgram::connectClient()
{
    connect(&m_client, &ChatClient::stateChanged, this, &ChatProgram::onStateChanged);
    connect(&m_client, &ChatClient::welcomed, this, [this](UserId user) { m_names.setSelf(user); });
    connect(&m_client, &ChatClient::sessionJoined, this, &ChatProgram::onJoined);
    connect(&m_client, &ChatClient::joinRefused, this, &ChatProgram::onJoinRefused);
    connect(&m_client, &ChatClient::messageReceived, this, &ChatProgram::onMessage);
    connect(&m_client, &ChatClient::messagesMissed, this,
        [this](SessionId, const MissedMessages &missed) { print(m_printer->missed(missed)); });
    connect(&m_client, &ChatClient::sendConfirmed, this, &ChatProgram::onAnswered);
    connect(&m_client, &ChatClient::sendFailed, this, &ChatProgram::onSendFailed);
    connect(&m_client, &ChatClient::typingReceived, this, &ChatProgram::onTyping);
    connect(&m_client, &ChatClient::userJoined, this,
        [this](SessionId, const UserInfo &user) { onUser(user, Printer::Change::Came); });
    connect(&m_client, &ChatClient::userLeft, this,
        [this](SessionId, const UserInfo &user) { onUser(user, Printer::Change::Went); });
    connect(&m_client, &ChatClient::messagesDelivered, this, [this](const Receipt &receipt) {
        print(m_printer->receipt(receipt, Printer::Reached::Delivered, m_names));
    });
    connect(&m_client, &ChatClient::messagesRead, this,
        [this](const Receipt &receipt) { print(m_printer->receipt(receipt, Printer::Reached::Read, m_names)); });
    connect(&m_client, &ChatClient::errorReceived, this,
        [this](const Error &error) { print(m_printer->failure("The server says", error)); });
}

void ChatProgram::start()
{
    m_client.join(m_settings.session, m_settings.from);
    m_client.start();
    if (m_settings.follows)
        return;
    m_input = std::make_unique<LineInput>(STDIN_FILENO);
    connect(m_input.get(), &LineInput::lineRead, this, &ChatProgram::onLine);
    connect(m_input.get(), &LineInput::ended, this, &ChatProgram::onInputEnded);
}

void ChatProgram::onStateChanged(const LinkStatus &state)
{
    print(m_printer->state(state));
    if (state.kind != LinkStatus::Kind::Stopped)
        return;
    const int ending = state.cause == EndKind::Stopped && m_client.unconfirmed() > 0 ? ExitUnconfirmed
                                                                                    : exitCodeOf(state.cause);
    finish(m_exitCode != 0 ? m_exitCode : ending);
}

void ChatProgram::onJoined(const SessionJoined &joined)
{
    for (const UserInfo &user : joined.users)
        m_names.learn(user);
    print(m_printer->joined(joined));
}

void ChatProgram::onJoinRefused(SessionId, const Error &error, bool isFinal)
{
    print(m_printer->failure("The session is not open to you", error));
    if (!isFinal)
        return;
    m_exitCode = ExitRefused;
    m_client.stop();
}

void ChatProgram::onMessage(const ReceivedMessage &message)
{
    print(m_printer->message(message, m_names), true);
    if (!m_settings.follows && !m_names.isOwn(message))
        m_client.markRead(m_settings.session, message.seq);
}

void ChatProgram::onUser(const UserInfo &user, Printer::Change change)
{
    m_names.learn(user);
    print(m_printer->user(user, change));
}

void ChatProgram::onTyping(const UserTyping &typing)
{
    onUser(typing.user, typing.isTyping ? Printer::Change::TypingBegan : Printer::Change::TypingEnded);
}

void ChatProgram::onLine(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    if (!line.isValidUtf8()) {
        refuse({ ErrorCode::InvalidField, "The line is not UTF-8.", "text" });
        return;
    }
    if (const auto sent = m_client.send(m_settings.session, m_settings.contact, line); !sent)
        refuse(sent.error());
    m_input->setPaused(m_client.unconfirmed() >= mostWaiting);
}

void ChatProgram::onInputEnded()
{
    m_inputEnded = true;
    m_deadline.start(m_settings.waitMs);
    onAnswered();
}

void ChatProgram::onSendFailed(const QByteArray &, const Error &error)
{
    refuse(error);
    onAnswered();
}

void ChatProgram::onAnswered()
{
    if (m_inputEnded && m_client.unconfirmed() == 0)
        m_client.stop();
    else if (m_input)
        m_input->setPaused(m_client.unconfirmed() >= mostWaiting);
}

void ChatProgram::refuse(const Error &error)
{
    m_exitCode = ExitData;
    print(m_printer->failure("Not sent", error));
}

void ChatProgram::print(const QByteArray &line, bool isMessage)
{
    std::FILE *const to = isMessage || m_settings.asJson ? stdout : stderr;
    std::fwrite(line.constData(), 1, size_t(line.size()), to);
    if (std::fflush(to) != 0 && to == stdout)
        finish(ExitOutput);
}

void ChatProgram::finish(int exitCode)
{
    if (!std::exchange(m_isOver, true))
        Q_EMIT finished(exitCode);
}

} // namespace conversa
