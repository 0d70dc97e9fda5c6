// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/adminmessages.h"
#include "admin/auditentry.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QTcpServer>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <limits>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace conversa::test {

// The admin half of a server with as many connections as one likes, none of which exist: the socket with its topics, and what the
// console asks over REST. It pages, sorts and tells of changes as the real one does, by the same code. Lives in a thread with an
// event loop.
class FakeAdmin : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        int connections = 1'000;
        int changesPerSecond = 0; // of rows, anywhere in the table
        int hotRows = 0; // changes are among so many first ones; 0: among all
        int framesPerSecond = 0; // of a tap; each has its number in it
        bool isOperator = true;
        bool isAgent = false; // the key may not administer
        QStringList lacks = {}; // features that it does not have
    };

    explicit FakeAdmin(Options options);
    ~FakeAdmin() override;

    // A port of loopback, the same again after close(). 0: it could not.
    quint16 listen(quint16 port = 0);
    // As a server that dies: every connection is gone.
    void close();
    quint16 port() const { return m_listener.serverPort(); }

    // The table as it is, in the order of ids.
    const std::vector<ConnectionRow> &rows() const { return m_rows; }
    // Subscriptions of the topic are refused from now on; nothing: they are not.
    void setRefused(AdminTopic topic, const std::optional<Error> &why) { m_refused[topic] = why; }
    // Agents have a role that nobody knows.
    void setSpoilt(bool isSpoilt) { m_isSpoilt = isSpoilt; }
    // The end of a tap before comes once a new one was asked for.
    void setLateEnds(bool areLate) { m_areEndsLate = areLate; }
    // What the audit log has over REST, the newest first; its head comes without the entries of these numbers. So many requests for
    // it are answered.
    void setAudit(std::vector<AuditEntry> log, int answers = std::numeric_limits<int>::max(), std::set<qint64> missing = {});
    void remove(size_t row);
    void add();
    qint64 changes() const { return m_changes; }
    qint64 framesTold() const { return m_framesTold; }
    int subscriptions() const { return m_subscriptions; } // that came, in all

private Q_SLOTS:
    void onConnection();
    void onSocket();

private:
    struct Watch
    {
        Subscribe wanted;
        TableView<EncodedRow> told;
        qint64 sequence = 0;
        qint64 dueMs = 0;
        qint64 frame = 0; // the next one to be told
    };
    struct Client
    {
        QWebSocket *socket;
        std::map<AdminTopic, Watch> watches;
    };

    QJsonArray features() const;
    void answer(QTcpSocket *socket, const QByteArray &path);
    QJsonObject auditPage(const QByteArray &path) const;
    void onText(Client &client, const QString &text);
    void subscribe(Client &client, const Subscribe &wanted, const QByteArray &requestId);
    void onTick();
    void change(int count);
    void tell(Client &client, Watch &watch);
    void tellStats(Client &client, const QByteArray &requestId);
    void tellFrames(Client &client, Watch &watch);
    TableView<EncodedRow> look(const Subscribe &wanted) const;
    EncodedRow encoded(const ConnectionRow &row, const Columns &columns) const;
    ConnectionRow made() const;
    void say(Client &client, const QByteArray &text);

    std::map<AdminTopic, std::optional<Error>> m_refused;
    std::vector<AuditEntry> m_audit;
    std::set<qint64> m_missing; // of the log's head
    int m_auditAnswers = 0;
    bool m_isSpoilt = false;
    bool m_areEndsLate = false;
    const Options m_options;
    QTcpServer m_listener;
    QWebSocketServer m_upgrades;
    QTimer m_tick;
    std::vector<ConnectionRow> m_rows;
    std::vector<std::unique_ptr<Client>> m_clients;
    qint64 m_changes = 0;
    double m_frames = 0; // that there have been, told or not
    qint64 m_framesTold = 0;
    qint64 m_lastTickMs = 0;
    int m_subscriptions = 0;
};

} // namespace conversa::test
