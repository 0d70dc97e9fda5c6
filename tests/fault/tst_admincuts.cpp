// SPDX-License-Identifier: Apache-2.0
// A console whose connection is cut again and again, in the middle of frames too, shows in the end what a fresh look shows:
// the table of connections, and the stream of events. Seeded; TEST_SEED repeats a run.
// Seen red: an order that is not applied.
#include "admin/eventrow.h"
#include "conformance/streamconsole.h"
#include "support/faultproxy.h"
#include "support/proxythread.h"
#include "support/serverprocess.h"

#include <QRandomGenerator>
#include <QTest>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray admin = "dev-admin-key";
const QByteArray tableQuery = R"({"topic":"connections","filter":"role:agent","sort":"-in","fields":"in,user_name,sessions","limit":20,"interval_ms":250})";
const QByteArray streamQuery = R"({"topic":"events","filter":"kind:connect","limit":500,"interval_ms":250})";

// A socket that follows both, anew after each cut; what it shows stays.
class Console
{
public:
    explicit Console(quint16 port)
        : m_port(port)
    {
    }
    void connect()
    {
        m_socket = std::make_unique<WsClient>(m_port, Handshake{.token = admin, .path = "/api/v1/ws/admin"});
        for (const QByteArray &query : {tableQuery, streamQuery})
            m_socket->sendText(R"({"type":"subscribe","payload":)" + query + '}');
    }
    bool isOpen() const { return m_socket && m_socket->isOpen(); }
    // False: nothing came in time, or the connection is cut.
    bool takeNews(int deadlineMs)
    {
        const QJsonObject message = m_socket->waitFor("", deadlineMs);
        const QString type = message["type"_L1].toString();
        const QByteArray json = QJsonDocument(message).toJson(QJsonDocument::Compact);
        if (message["payload"_L1]["topic"_L1] == "events"_L1) {
            auto news = readStreamNews(json, readEventRow);
            if (!news)
                qFatal("%s", news.error().message.constData());
            m_isWhole = m_events.follow(*std::move(news)) && m_isWhole;
        } else if (type == "snapshot"_L1 || type == "delta"_L1) {
            const auto news = readTableNews(json, readConnectionRow);
            if (!news)
                qFatal("%s", news.error().message.constData());
            if (const auto *snapshot = std::get_if<TableView<ConnectionRow>>(&news->news))
                m_table.start(news->sequence, *snapshot);
            else
                m_isWhole = m_table.follow(news->sequence, std::get<TableDelta<ConnectionRow>>(news->news)) && m_isWhole;
        }
        return !message.isEmpty();
    }
    bool isWhole() const { return m_isWhole; }
    const TableView<ConnectionRow> &table() const { return m_table.view(); }
    std::vector<Uuid> events() const
    {
        std::vector<Uuid> ids;
        for (const EventRow &row : m_events.rows())
            ids.push_back(row.id.uuid);
        return ids;
    }

private:
    const quint16 m_port;
    std::unique_ptr<WsClient> m_socket;
    TableFollower<ConnectionRow> m_table;
    StreamFollower<EventRow> m_events{500};
    bool m_isWhole = true;
};

quint32 seed()
{
    bool isSet = false;
    const int given = qEnvironmentVariableIntValue("TEST_SEED", &isSet);
    const quint32 chosen = isSet ? quint32(given) : QRandomGenerator::global()->generate();
    qInfo("TEST_SEED=%u", chosen);
    return chosen;
}

// What comes for the console ends after so many bytes, and then the connection.
void cut(ProxyThread<FaultProxy> &proxy, Console &console, int bytesLeft)
{
    const auto left = std::make_shared<int>(bytesLeft);
    proxy.with([left](FaultProxy &faults) {
        faults.setFilter([left](int, FaultProxy::Way way, const QByteArray &bytes) {
            if (way == FaultProxy::Way::ToServer)
                return bytes;
            const QByteArray passed = bytes.first(std::min(bytes.size(), qsizetype(*left)));
            *left -= int(passed.size());
            return passed;
        });
    });
    while (console.takeNews(300)) { }
    proxy.with([](FaultProxy &faults) {
        faults.reset();
        faults.setFilter({});
    });
}

} // namespace

class TestAdminCuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void endInTheSameView();

private:
    ServerProcess m_server;
};

void TestAdminCuts::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log());
}

void TestAdminCuts::endInTheSameView()
{
    QRandomGenerator random(seed());
    ProxyThread<FaultProxy> proxy(m_server.port());
    // Keeps the stream's ring over the cuts.
    Console steady(m_server.port());
    steady.connect();
    Console console(proxy.port());
    std::vector<std::unique_ptr<WsClient>> clients;
    int cuts = 0;
    for (int step = 0; step < 120; ++step) {
        if (!console.isOpen())
            console.connect();
        if (clients.size() < 5 || (clients.size() < 15 && random.bounded(3) > 0))
            clients.push_back(std::make_unique<WsClient>(m_server.port()));
        else
            clients.erase(clients.begin() + random.bounded(int(clients.size())));
        QVERIFY(clients.back()->sync());
        console.takeNews(random.bounded(120));
        while (steady.takeNews(1)) { }
        if (random.bounded(6) != 0)
            continue;
        cut(proxy, console, random.bounded(2'000));
        ++cuts;
        while (console.isOpen() && console.takeNews(1'000)) { }
    }
    int resets = 0;
    proxy.with([&](FaultProxy &faults) { resets = faults.counts().resets; });
    QVERIFY2(cuts >= 5 && resets >= cuts, "fault not observed: nothing was cut");
    if (!console.isOpen())
        console.connect();
    // All is at rest: both show the same, and so does who looks for the first time.
    const QDeadlineTimer deadline(WsClient::patienceMs);
    Console fresh(m_server.port());
    bool isSame = false;
    while (!isSame && !deadline.hasExpired()) {
        fresh.connect();
        for (int i = 0; i < 3; ++i) {
            fresh.takeNews(300);
            console.takeNews(300);
        }
        isSame = console.table() == fresh.table() && console.events() == fresh.events() && !console.events().empty();
    }
    QCOMPARE(console.table().total, qint64(clients.size()));
    QVERIFY(console.table() == fresh.table());
    QVERIFY(!console.events().empty());
    QCOMPARE(console.events(), fresh.events());
    QVERIFY(console.isWhole());
}

QTEST_GUILESS_MAIN(TestAdminCuts)
#include "tst_admincuts.moc"
