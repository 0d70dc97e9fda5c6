// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/wsclient.h"

#include <QMap>
#include <QSet>

#include <functional>
#include <memory>

namespace conversa::test {

// A message as one of its places knows it: an answer, a delivery or the store.
struct Line
{
    int seq = 0;
    QString id; // the server's
    QString own; // the client's, which is also the text
    bool operator==(const Line &) const = default;
};

// One user of a session over all his connections, each of which may end at any moment: he joins where he left off and
// sends again what was not confirmed. Lives in the test's thread.
class Member
{
public:
    explicit Member(QByteArray token);

    // A new connection, joined to the session from the last message received.
    bool enter(quint16 port);
    void send(int number);
    // Sends again whatever was sent and not confirmed, with the same client_message_id.
    void sendAgain();
    // Takes in what arrives for this long.
    void read(int ms);
    // Until everything sent is confirmed; false at the deadline.
    bool readConfirmed();
    // Until the message of this seq is received; false at the deadline.
    bool readTo(int seq);
    // Takes in the rest of a connection that the server ends; its close code, as WsClient::waitForClose() says.
    int readToEnd();
    // Everything stored in the session, page by page.
    QList<Line> history();

    const QList<Line> &received() const { return m_received; }
    // The first confirmation of each message by the client's id, and how many later ones said something else.
    const QMap<QString, Line> &confirmed() const { return m_confirmed; }
    int contradictions() const { return m_contradictions; }

private:
    void take();
    void onConfirmed(const Line &line);
    void post(int number);
    bool readUntil(const std::function<bool()> &enough);

    const QByteArray m_token;
    std::unique_ptr<WsClient> m_client;
    qsizetype m_taken = 0; // of the connection's messages
    QList<Line> m_received; // new_message, live or replayed
    QMap<QString, Line> m_confirmed;
    QSet<int> m_unconfirmed;
    int m_contradictions = 0;
};

} // namespace conversa::test
