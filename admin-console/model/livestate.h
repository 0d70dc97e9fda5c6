// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/auditentry.h"
#include "admin/eventrow.h"
#include "admin/logrow.h"
#include "core/backoff.h"
#include "model/adminchannel.h"
#include "model/linkstate.h"
#include "model/livetable.h"
#include "model/rest.h"
#include "model/rowring.h"
#include "model/settings.h"
#include "model/statssink.h"

#include <QSet>
#include <QThread>

namespace conversa::console {

// Who the key makes of us.
enum class Access {
    Unknown, // the server was not heard yet
    Agent, // or whoever else may talk and not administer
    Admin, // of one tenant
    Operator, // of all
};

// What the server says of itself and of the key (docs/protocol.md, `capabilities`).
struct Capabilities
{
    QByteArray version = {};
    QByteArray node = {};
    QByteArray tenant = {};
    Access access = Access::Unknown;
    QSet<QByteArray> features = {}; // see admin/features.h; none of an agent's

    bool operator==(const Capabilities &) const = default;
};

// What the console knows of the server it is connected to, and the way there. Lives in the GUI thread; sockets and what comes
// through them live in a thread of its own. Owned by main().
class LiveState : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t mostRows = 100'000; // of a stream
    static constexpr size_t mostAudit = 20'000;

    explicit LiveState(QObject *parent = nullptr);
    ~LiveState() override;

    // Starts anew if there is a connection already.
    void open(const Endpoint &endpoint);
    void close();
    void retryNow();

    const LinkView &link() const { return m_link; }
    const Capabilities &capabilities() const { return m_capabilities; }
    Access access() const { return m_capabilities.access; }
    const Endpoint &endpoint() const { return m_endpoint; }
    // Our own connection at the server.
    const std::optional<ConnectionId> &self() const { return m_self; }

    Rest &rest() { return m_rest; }
    AdminChannel &channel() { return m_channel; }
    LiveTable<ConnectionRow> &connections() { return m_connections; }
    LiveTable<ClosedRow> &closed() { return m_closed; }
    LiveTable<SessionRow> &sessions() { return m_sessions; }
    RowRing<EventRow> &events() { return m_events; }
    RowRing<AuditEntry> &audit() { return m_audit; }
    RowRing<LogRow> &logs() { return m_logs; }
    StatsHistory &stats() { return m_stats; }

Q_SIGNALS:
    void linkChanged(const conversa::console::LinkView &link);
    void capabilitiesChanged();
    // What is known of the server is not true of the next one.
    void left();

private Q_SLOTS:
    void onStatusChanged(const conversa::LinkStatus &status);
    void onNews(conversa::AdminTopic topic);
    void askCapabilities();

private:
    void onCapabilities(const Answer<Capabilities> &answer);
    void begin(const Capabilities &capabilities);
    void askHistory();
    void setLink(const LinkView &link);

    QThread m_thread; // the link's
    Rest m_rest{ m_thread };
    AdminChannel m_channel{ m_thread };
    LiveTable<ConnectionRow> m_connections{ m_channel, AdminTopic::Connections, readConnectionRow, { QStringLiteral("/api/v1/admin/connections"), "connections" } };
    LiveTable<ClosedRow> m_closed{ m_channel, AdminTopic::Closed, readClosedRow, { QStringLiteral("/api/v1/admin/connections/closed"), "connections" } };
    LiveTable<SessionRow> m_sessions{ m_channel, AdminTopic::Sessions, readSessionRow, { QStringLiteral("/api/v1/admin/sessions"), "sessions" } };
    RowRing<EventRow> m_events{ m_channel, AdminTopic::Events, readEventRow, mostRows };
    RowRing<AuditEntry> m_audit{ m_channel, AdminTopic::Audit, readAuditEntry, mostAudit };
    RowRing<LogRow> m_logs{ m_channel, AdminTopic::Logs, readLogRow, size_t(Settings().logRowsKept()) };
    StatsHistory m_stats;
    std::shared_ptr<StatsSink> m_statsSink;
    Endpoint m_endpoint;
    Backoff m_backoff;
    QTimer m_retry;
    LinkView m_link;
    Capabilities m_capabilities;
    std::optional<ConnectionId> m_self;
    quint64 m_opening = 0; // which open() an answer is to
    bool m_wasConnected = false;
};

} // namespace conversa::console
