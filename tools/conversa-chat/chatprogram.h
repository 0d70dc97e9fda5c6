// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chatclient.h"
#include "conversa-chat/commandline.h"
#include "conversa-chat/lineinput.h"
#include "conversa-chat/printer.h"

#include <memory>

namespace conversa {

// conversa-chat: a ChatClient between standard input and standard output. Ends when the input has ended and every message
// has its answer, when trying again cannot help, or when nobody takes its output. Lives in the main thread.
class ChatProgram : public QObject
{
    Q_OBJECT

public:
    ChatProgram(const ChatSettings &settings, const QByteArray &token);

    void start();

Q_SIGNALS:
    // Once; the exit code of the program.
    void finished(int exitCode);

private Q_SLOTS:
    void onStateChanged(const conversa::LinkStatus &state);
    void onJoined(const conversa::SessionJoined &joined);
    void onJoinRefused(conversa::SessionId session, const conversa::Error &error, bool isFinal);
    void onMessage(const conversa::ReceivedMessage &message);
    void onSendFailed(const QByteArray &clientMessageId, const conversa::Error &error);
    void onTyping(const conversa::UserTyping &typing);
    void onLine(const QByteArray &line);
    void onInputEnded();

private:
    void connectClient();
    void onUser(const UserInfo &user, Printer::Change change);
    void onAnswered();
    void refuse(const Error &error);
    void print(const QByteArray &line, bool isMessage = false);
    void finish(int exitCode);

    const ChatSettings m_settings;
    const std::unique_ptr<Printer> m_printer;
    ChatClient m_client;
    Names m_names;
    std::unique_ptr<LineInput> m_input; // not while following
    QTimer m_deadline; // from the end of the input
    bool m_inputEnded = false;
    bool m_isOver = false;
    int m_exitCode = 0;
};

} // namespace conversa
