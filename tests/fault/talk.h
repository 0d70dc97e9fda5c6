// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/wsclient.h"

#include <QElapsedTimer>
#include <QMap>

#include <functional>

namespace conversa::test {

// What became of a message.
struct Answer
{
    QString code; // of the error; empty: confirmed
    QString messageId;
    int seq = 0;
    qint64 afterMs = 0; // from its last sending
    int retryAfterMs = 0;
};

// A user of one session, on one connection that has to outlive a fault: numbers his messages, and notes what becomes of
// each and what he hears from others. Lives in the test's thread.
class Talk
{
public:
    explicit Talk(quint16 port, const QByteArray &token = "dev-user-key");
    explicit Talk(const TlsTarget &target, const QByteArray &token = "dev-user-key");

    static QByteArray onSession(const char *type, const QByteArray &more = {});

    bool isOpen() const { return m_client.isOpen(); }
    bool join();
    // So many more messages; `filler` makes them longer.
    void send(int count, const QByteArray &filler = {});
    // Sends again, with the same client_message_id, what was not confirmed; `filler` as before.
    void sendAgain(const QByteArray &filler = {});
    // Reads until every message sent has its answer, until `enough` of them have; false at the deadline.
    bool readAnswers(int deadlineMs = WsClient::patienceMs);
    bool readAnswers(int enough, int deadlineMs);
    // Until this seq was heard from others; false at the deadline.
    bool readTo(int seq, int deadlineMs = WsClient::patienceMs);
    // The time of a ping and its answer.
    qint64 pingMs();
    WsClient &client() { return m_client; }

    const QMap<int, Answer> &answers() const { return m_answers; }
    int confirmed() const;
    int refused(const QString &code) const;
    qint64 slowestMs() const;
    const QList<int> &heard() const { return m_heard; } // the seqs of new_message

private:
    void post(int number, const QByteArray &filler);
    bool readUntil(const std::function<bool()> &enough, int deadlineMs);
    void take(const QJsonObject &message);

    WsClient m_client;
    QElapsedTimer m_clock;
    int m_sent = 0;
    QMap<int, qint64> m_waiting; // number to the time of its sending
    QMap<int, Answer> m_answers; // by number
    QList<int> m_heard;
};

} // namespace conversa::test
