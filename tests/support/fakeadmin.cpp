// SPDX-License-Identifier: Apache-2.0
#include "support/fakeadmin.h"

#include "admin/features.h"
#include "admin/rowpage.h"
#include "admin/streamnews.h"
#include "protocol/envelope.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

namespace conversa::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 50;
const Limits fakeLimits;

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

EnvelopeInfo envelope(const QByteArray &requestId = {})
{
    return {nowMs(), Uuid::random(), requestId};
}

QByteArray httpAnswer(int status, const QByteArray &body)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Answer\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

FakeAdmin::FakeAdmin(Options options)
    : m_options(options)
    , m_upgrades(u"fake"_s, QWebSocketServer::NonSecureMode)
{
    m_listener.setParent(this);
    m_upgrades.setParent(this);
    m_tick.setParent(this);
    for (int i = 0; i < m_options.connections; ++i)
        m_rows.push_back(made());
    std::sort(m_rows.begin(), m_rows.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    connect(&m_listener, &QTcpServer::newConnection, this, &FakeAdmin::onConnection);
    connect(&m_upgrades, &QWebSocketServer::newConnection, this, &FakeAdmin::onSocket);
    connect(&m_tick, &QTimer::timeout, this, &FakeAdmin::onTick);
    m_tick.setInterval(tickMs);
}

FakeAdmin::~FakeAdmin()
{
    close();
}

quint16 FakeAdmin::listen(quint16 port)
{
    if (!m_listener.listen(QHostAddress::LocalHost, port))
        return 0;
    m_lastTickMs = nowMs();
    m_tick.start();
    return m_listener.serverPort();
}

void FakeAdmin::close()
{
    m_listener.close();
    m_tick.stop();
    for (const auto &client : m_clients) {
        client->socket->disconnect(this);
        client->socket->abort();
        client->socket->deleteLater();
    }
    m_clients.clear();
}

void FakeAdmin::remove(size_t row)
{
    m_rows.erase(m_rows.begin() + qsizetype(row));
}

void FakeAdmin::add()
{
    const ConnectionRow row = made();
    const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), row, [](const auto &a, const auto &b) { return a.id < b.id; });
    m_rows.insert(place, row);
}

void FakeAdmin::setAudit(std::vector<AuditEntry> log, int answers, std::set<qint64> missing)
{
    m_audit = std::move(log);
    m_auditAnswers = answers;
    m_missing = std::move(missing);
}

// The head is looked at and left where it is: an upgrade is Qt's to read.
void FakeAdmin::onConnection()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            const QByteArray head = socket->peek(16'384);
            if (!head.contains("\r\n\r\n"))
                return;
            socket->disconnect(this);
            if (head.toLower().contains("\r\nupgrade: websocket")) {
                socket->disconnect(socket);
                m_upgrades.handleConnection(socket);
                Q_EMIT socket->readyRead();
            } else {
                answer(socket, head.split(' ').value(1));
            }
        });
    }
}

QJsonArray FakeAdmin::features() const
{
    QJsonArray names{u"something_new"_s};
    for (const std::string_view each : adminFeatures) {
        const QString name = QString::fromLatin1(each.data(), qsizetype(each.size()));
        if (!m_options.lacks.contains(name))
            names.append(name);
    }
    return names;
}

void FakeAdmin::answer(QTcpSocket *socket, const QByteArray &path)
{
    QJsonObject body;
    int status = 200;
    if (path.startsWith("/api/v1/admin/") && m_options.isAgent) {
        status = 403;
        body = {{u"error"_s, u"forbidden"_s}, {u"message"_s, u"This key may not administer."_s}};
    } else if (path == "/api/v1/admin/capabilities") {
        body = {{u"version"_s, u"0.1.0"_s}, {u"node"_s, u"fake"_s}, {u"role"_s, u"admin"_s}, {u"tenant"_s, m_options.isOperator ? u"*"_s : u"dev"_s},
            {u"operator"_s, m_options.isOperator}, {u"max_rows"_s, 500}, {u"features"_s, features()}};
    } else if (path.startsWith("/api/v1/admin/audit?") && !m_audit.empty()) {
        status = m_auditAnswers-- > 0 ? 200 : 503;
        m_auditAnswers = std::max(m_auditAnswers, 0);
        body = auditPage(path);
    } else if (path.startsWith("/api/v1/admin/connections/")) {
        body = {{u"connection"_s, QJsonObject()}, {u"joined"_s, QJsonArray()}};
    } else {
        body = {{u"samples"_s, QJsonArray()}, {u"nodes"_s, QJsonArray()}, {u"keys"_s, QJsonArray()}, {u"events"_s, QJsonArray()},
            {u"entries"_s, QJsonArray()}, {u"sessions"_s, QJsonArray()}, {u"total"_s, 0}};
    }
    socket->write(httpAnswer(status, QJsonDocument(body).toJson(QJsonDocument::Compact)));
    socket->disconnectFromHost();
}

// A cursor is "time.number.chain" of the entry it is behind.
QJsonObject FakeAdmin::auditPage(const QByteArray &path) const
{
    const QUrlQuery query(QUrl(QString::fromLatin1(path)));
    const QString cursor = query.queryItemValue(u"cursor"_s);
    const qint64 behind = cursor.section(u'.', 1, 1).toLongLong();
    QJsonArray rows;
    QString next;
    for (const AuditEntry &entry : m_audit) {
        if (cursor.isEmpty() ? m_missing.contains(entry.seq) : entry.seq >= behind)
            continue;
        QByteArray text;
        {
            JsonWriter json(text, Audience::Plain);
            writeRow(json, {}, auditFields(), allColumns(auditFields()), [&](size_t field) { return entry.value(field); });
        }
        rows.append(QJsonDocument::fromJson(text).object());
        next = u"%1.%2.%3"_s.arg(entry.atMs).arg(entry.seq).arg(QString::fromLatin1(entry.chain.toByteArray()));
        if (rows.size() == query.queryItemValue(u"limit"_s).toInt())
            return {{u"rows"_s, rows}, {u"next_cursor"_s, next}};
    }
    return {{u"rows"_s, rows}};
}

void FakeAdmin::onSocket()
{
    while (QWebSocket *socket = m_upgrades.nextPendingConnection()) {
        m_clients.push_back(std::make_unique<Client>(Client{socket, {}}));
        Client *client = m_clients.back().get();
        connect(socket, &QWebSocket::textMessageReceived, this, [this, client](const QString &text) { onText(*client, text); });
        connect(socket, &QWebSocket::disconnected, this, [this, client, socket] {
            socket->deleteLater();
            std::erase_if(m_clients, [&](const auto &each) { return each.get() == client; });
        });
        QByteArray text;
        encodeConnected(text, envelope(), {Uuid::random()}, {Uuid::random()});
        say(*client, text);
    }
}

void FakeAdmin::onText(Client &client, const QString &text)
{
    const AdminEnvelope asked = readAdminRequest(text.toUtf8(), fakeLimits);
    QByteArray out;
    if (!asked.body) {
        encodeError(out, envelope(asked.requestId), asked.body.error(), "subscribe", Audience::Plain);
        say(client, out);
    } else if (const auto *wanted = std::get_if<Subscribe>(&*asked.body)) {
        subscribe(client, *wanted, asked.requestId);
    } else if (const auto *resync = std::get_if<Resync>(&*asked.body)) {
        if (const auto found = client.watches.find(resync->topic); found != client.watches.end())
            subscribe(client, Subscribe(found->second.wanted), asked.requestId);
    } else if (const auto *unwanted = std::get_if<Unsubscribe>(&*asked.body)) {
        client.watches.erase(unwanted->topic);
    } else {
        encodePong(out, envelope(asked.requestId));
        say(client, out);
    }
}

void FakeAdmin::subscribe(Client &client, const Subscribe &wanted, const QByteArray &requestId)
{
    ++m_subscriptions;
    if (const auto &refusal = m_refused[wanted.topic]) {
        QByteArray out;
        encodeError(out, envelope(requestId), *refusal, "subscribe", Audience::Plain);
        say(client, out);
        return;
    }
    if (m_areEndsLate) {
        QByteArray end;
        encodeUnsubscribed(end, envelope(), wanted.topic, "time");
        say(client, end);
    }
    Watch &watch = client.watches[wanted.topic];
    const qint64 sequence = watch.sequence + 1;
    watch = {wanted, {}, sequence, nowMs() + wanted.intervalMs, qint64(m_frames)};
    QByteArray out;
    if (wanted.topic == AdminTopic::Stats)
        return tellStats(client, requestId);
    if (isStream(wanted.topic)) {
        encodeStreamNews(out, envelope(requestId), wanted.topic, {true, sequence, 0, {}});
    } else {
        watch.told = look(wanted);
        encodeSnapshot(out, envelope(requestId), wanted.topic, sequence, watch.told);
    }
    say(client, out);
}

void FakeAdmin::onTick()
{
    const qint64 now = nowMs();
    const double seconds = double(now - std::exchange(m_lastTickMs, now)) / 1'000;
    change(int(m_options.changesPerSecond * seconds));
    m_frames += m_options.framesPerSecond * seconds;
    for (const auto &client : m_clients) {
        for (auto &[topic, watch] : client->watches) {
            if (topic == AdminTopic::Frames)
                tellFrames(*client, watch);
            if (now < watch.dueMs)
                continue;
            watch.dueMs = now + watch.wanted.intervalMs;
            if (topic == AdminTopic::Stats)
                tellStats(*client, {});
            else if (!isStream(topic))
                tell(*client, watch);
        }
    }
}

void FakeAdmin::change(int count)
{
    const int among = m_options.hotRows > 0 ? std::min(m_options.hotRows, int(m_rows.size())) : int(m_rows.size());
    for (int i = 0; i < count && among > 0; ++i) {
        ConnectionRow &row = m_rows[size_t(QRandomGenerator::global()->bounded(among))];
        ++row.messagesIn;
        row.bytesIn += 120;
        row.queue = row.messagesIn % 7 == 0 ? 4'096 : 0;
        row.activeMs = nowMs();
        ++m_changes;
    }
}

void FakeAdmin::tell(Client &client, Watch &watch)
{
    TableView<EncodedRow> now = look(watch.wanted);
    const auto delta = difference(watch.told, now);
    if (!delta)
        return;
    QByteArray out;
    encodeDelta(out, envelope(), watch.wanted.topic, ++watch.sequence, *delta);
    watch.told = std::move(now);
    say(client, out);
}

void FakeAdmin::tellStats(Client &client, const QByteArray &requestId)
{
    QByteArray out;
    {
        Envelope message(out, "stats", Audience::Plain);
        JsonWriter &json = message.openPayload();
        json.string("node", "fake");
        json.time("at", nowMs());
        json.number("clients", qint64(m_rows.size()));
        json.number("sessions", qint64(m_rows.size() / 3));
        json.boolean("redis", true);
        json.boolean("database", true);
        for (const char *count : {"opened", "closed", "in", "out", "in_bytes", "out_bytes"})
            json.number(count, m_changes);
        message.closePayload();
        message.close(envelope(requestId));
    }
    say(client, out);
}

void FakeAdmin::tellFrames(Client &client, Watch &watch)
{
    while (watch.frame < qint64(m_frames)) {
        StreamNews<QByteArray> news{false, ++watch.sequence, 0, {}};
        for (; watch.frame < qint64(m_frames) && news.rows.size() < 500; ++watch.frame, ++m_framesTold) {
            FrameRow row;
            row.atUs = nowMs() * 1'000;
            row.connection = m_rows[size_t(watch.frame) % m_rows.size()].id;
            row.isOut = watch.frame % 2 == 0;
            row.payload = R"({"type":"new_message","payload":{"text":"frame )" + QByteArray::number(watch.frame) + "\"}}";
            row.size = row.payload.size();
            JsonWriter json(news.rows.emplace_back(), Audience::Plain);
            writeRow(json, {}, frameFields(), allColumns(frameFields()), [&](size_t field) { return row.value(field); });
        }
        QByteArray out;
        encodeStreamNews(out, envelope(), AdminTopic::Frames, news);
        say(client, out);
    }
}

TableView<EncodedRow> FakeAdmin::look(const Subscribe &wanted) const
{
    TableView<EncodedRow> view;
    if (wanted.topic != AdminTopic::Connections)
        return view;
    const TableQuery &query = wanted.query;
    const Field &field = connectionFields()[query.order.field];
    PageBuilder<const ConnectionRow *> page(query);
    const qint64 now = nowMs();
    for (const ConnectionRow &row : m_rows) {
        const auto valueOf = [&](size_t place) { return row.value(place); };
        if (query.filter.size() == 0 || query.filter.matches(valueOf, now))
            page.offer(placeOf(field, row.value(query.order.field), row.placeId()), &row);
    }
    for (const auto &[place, row] : page.takeRows())
        view.rows.push_back(encoded(*row, query.columns));
    view.total = page.total();
    return view;
}

EncodedRow FakeAdmin::encoded(const ConnectionRow &row, const Columns &columns) const
{
    EncodedRow made{row.id.uuid, {}};
    {
        JsonWriter json(made.json, Audience::Plain);
        writeRow(json, {}, connectionFields(), columns, [&](size_t field) { return row.value(field); });
    }
    if (m_isSpoilt)
        made.json.replace("\"agent\"", "\"wizard\"");
    return made;
}

ConnectionRow FakeAdmin::made() const
{
    const quint32 any = QRandomGenerator::global()->generate();
    ConnectionRow row;
    row.id = {Uuid::random()};
    row.node = "n" + QByteArray::number(any % 3 + 1);
    row.tenant = "dev";
    row.user = {Uuid::random()};
    row.userName = "Person " + QByteArray::number(any % 100'000);
    row.role = any % 3 == 0 ? Role::Agent : Role::Contact;
    row.address = *IpAddress::parse(QByteArray("10.0." + QByteArray::number(any / 7 % 256) + '.' + QByteArray::number(any / 3 % 256)));
    row.client = any % 2 == 0 ? "widget/1.4" : "crm/2.1";
    row.openedMs = nowMs() - any % 7'200'000;
    row.activeMs = row.openedMs;
    row.sessions = 1;
    return row;
}

void FakeAdmin::say(Client &client, const QByteArray &text)
{
    client.socket->sendTextMessage(QString::fromUtf8(text));
}

} // namespace conversa::test
