// SPDX-License-Identifier: Apache-2.0
// What the server tells Prometheus: true to what happened, the same names as documented, and never more of them for what
// clients do. A real Prometheus scrapes it.
// Seen red: an error counted as done, close codes as clients chose them, a name that is not documented, sums in
// microseconds.
#include "conformance/requests.h"
#include "support/authority.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

using Samples = QMap<QByteArray, double>; // by name and labels

QByteArray get(quint16 port, const QByteArray &path = "/metrics")
{
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    client.waitForClose();
    return client.body();
}

Samples samplesOf(const QByteArray &text)
{
    Samples samples;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#'))
            samples.insert(line.left(line.lastIndexOf(' ')), line.mid(line.lastIndexOf(' ') + 1).toDouble());
    }
    return samples;
}

QSet<QByteArray> namesOf(const QByteArray &text)
{
    QSet<QByteArray> names;
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("# TYPE "))
            names.insert(line.split(' ').value(2));
    }
    return names;
}

// Those of the table in docs/operations.md.
QSet<QByteArray> documentedNames()
{
    QFile page(qEnvironmentVariable("CONVERSA_SOURCE") + u"/docs/operations.md"_s);
    QSet<QByteArray> names;
    if (!page.open(QIODevice::ReadOnly))
        return names;
    static const QRegularExpression row(u"^\\| ((?:`(?:conversa|process)_[a-z_]+`(?:, )?)+)"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression name(u"`([a-z_]+)`"_s);
    const QString text = QString::fromUtf8(page.readAll());
    for (auto rows = row.globalMatch(text); rows.hasNext();) {
        const QString cell = rows.next().captured(1);
        for (auto found = name.globalMatch(cell); found.hasNext();)
            names.insert(found.next().captured(1).toLatin1());
    }
    return names;
}

} // namespace

class TestLiveMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void countsWhatHappened();
    void timesWhatHappened();
    void namesAreThoseDocumented();
    void clientsMakeNoSeries();
    void promtoolHasNothingToSay();
    void scrapedByPrometheus();
    void otherRequests();
    void addressTaken();

private:
    QByteArray metrics() const { return get(m_server.metricsPort()); }
    double value(const QByteArray &sample) const { return samplesOf(metrics()).value(sample, -1); }

    ServerProcess m_server;
};

void TestLiveMetrics::init()
{
    QVERIFY2(m_server.start({ u"--metrics.listen=127.0.0.1:0"_s }), m_server.log());
    QVERIFY(m_server.metricsPort() != 0);
}

void TestLiveMetrics::countsWhatHappened()
{
    WsClient writer(m_server.port()), reader(m_server.port(), { .token = "dev-admin-key" });
    QCOMPARE(WsClient(m_server.port(), { .token = "wrong" }).status(), 401);
    for (int i = 0; i < 3; ++i)
        writer.sendText(sending("text"));
    for (int i = 0; i < 3; ++i)
        QVERIFY(!writer.waitFor("message_sent").isEmpty());
    writer.sendText(sending(""));
    writer.sendText("{}");
    reader.sendText(joining(session));
    QVERIFY(!reader.waitFor("session_joined").isEmpty() && writer.sync());
    const Samples samples = samplesOf(metrics());
    const QMap<QByteArray, double> expected{
        { "conversa_connections", 2 },
        { "conversa_sessions", 1 },
        { "conversa_client_messages_total{kind=\"send_message\",result=\"ok\"}", 3 },
        { "conversa_client_messages_total{kind=\"join_session\",result=\"ok\"}", 1 },
        { "conversa_client_messages_total{kind=\"ping\",result=\"ok\"}", 1 },
        { "conversa_client_messages_total{kind=\"unreadable\",result=\"invalid_field\"}", 1 },
        { "conversa_client_messages_total{kind=\"unreadable\",result=\"invalid_message\"}", 1 },
        { "conversa_stored_messages_total{result=\"ok\"}", 3 },
        { "conversa_requests_refused_total{status=\"401\",reason=\"unauthorized\"}", 1 },
        { "conversa_store_up{store=\"memory\"}", 1 },
        { "conversa_bus_state{state=\"off\"}", 1 },
        { "conversa_bus_state{state=\"up\"}", 0 },
        { "conversa_send_queue_bytes", 0 },
        { "conversa_draining", 0 },
    };
    for (auto each = expected.cbegin(); each != expected.cend(); ++each)
        QVERIFY2(samples.value(each.key(), -1) == each.value(), each.key() + " is not so in:\n" + metrics());
    writer.sendClose(1000);
    QCOMPARE(writer.waitForClose(), 1000);
    QTRY_COMPARE_WITH_TIMEOUT(value("conversa_connections"), 1, 5'000);
    QCOMPARE(value("conversa_connections_closed_total{code=\"1000\",side=\"client\"}"), 1);
}

void TestLiveMetrics::timesWhatHappened()
{
    WsClient writer(m_server.port()), reader(m_server.port(), { .token = "dev-admin-key" });
    writer.sendText(sending("first"));
    QVERIFY(!writer.waitFor("message_sent").isEmpty());
    reader.sendText(joining(session));
    QVERIFY(!reader.waitFor("session_joined").isEmpty());
    for (int i = 0; i < 10; ++i)
        writer.sendText(sending("text"));
    for (int i = 0; i < 10; ++i)
        QVERIFY(!reader.waitFor("new_message").isEmpty());
    QVERIFY(writer.sync());
    const Samples samples = samplesOf(metrics());
    QCOMPARE(samples.value("conversa_accept_seconds_count"), 2);
    QCOMPARE(samples.value("conversa_authenticate_seconds_count"), 2);
    QCOMPARE(samples.value("conversa_parse_seconds_count"), 13);
    QCOMPARE(samples.value("conversa_store_seconds_count"), 11);
    QCOMPARE(samples.value("conversa_deliver_seconds_count"), 10);
    QCOMPARE(samples.value("conversa_publish_seconds_count"), 0);
    for (const QByteArray stage : { "accept", "authenticate", "parse", "store", "deliver" }) {
        const QByteArray name = "conversa_" + stage + "_seconds";
        const double count = samples.value(name + "_count");
        QCOMPARE(samples.value(name + "_bucket{le=\"+Inf\"}"), count);
        QVERIFY(samples.value(name + "_bucket{le=\"10\"}") <= count);
        // In seconds: none of these takes as long as one, all together.
        QVERIFY2(samples.value(name + "_sum") < 13, name);
    }
    QTRY_VERIFY_WITH_TIMEOUT(value("conversa_loop_lag_seconds_count{thread=\"net-1\"}") >= 2, 5'000);
    QVERIFY(value("conversa_loop_lag_seconds_count{thread=\"main\"}") >= 2);
    const double lag = value("conversa_loop_lag_seconds_sum{thread=\"main\"}");
    QVERIFY2(lag >= 0 && lag < 5, QByteArray::number(lag));
}

void TestLiveMetrics::namesAreThoseDocumented()
{
    ServerProcess server;
    Authority authority;
    QVERIFY(authority.begin() && authority.issue(u"server"_s));
    QVERIFY2(server.start({ u"--metrics.listen=127.0.0.1:0"_s, u"--tls.listen=127.0.0.1:0"_s,
                 u"--tls.certificate="_s + authority.file(u"server.pem"_s), u"--tls.key="_s + authority.file(u"server.key"_s) }),
        server.log());
    const QSet<QByteArray> shown = namesOf(get(server.metricsPort()));
    const QSet<QByteArray> documented = documentedNames();
    QVERIFY2(shown == documented, (shown - documented).values().join(' ') + " | " + (documented - shown).values().join(' '));
}

void TestLiveMetrics::clientsMakeNoSeries()
{
    const auto talk = [this](quint16 code, const QByteArray &text) {
        WsClient client(m_server.port(), { .query = "client=" + text, .headers = { "User-Agent: " + text } });
        client.sendText(R"({"type":")" + text + R"(","payload":{}})");
        client.sendText(joining(QByteArray("550e8400-e29b-41d4-a716-44665544") + QByteArray::number(code)));
        client.sync();
        client.sendClose(code);
        client.waitForClose();
    };
    talk(3'000, "first");
    QTRY_COMPARE_WITH_TIMEOUT(value("conversa_connections"), 0, 5'000);
    const QList<QByteArray> before = samplesOf(metrics()).keys();
    for (quint16 code = 3'001; code < 3'040; ++code)
        talk(code, "another-" + QByteArray::number(code));
    QTRY_COMPARE_WITH_TIMEOUT(value("conversa_connections"), 0, 5'000);
    const QByteArray after = metrics();
    QCOMPARE(samplesOf(after).keys(), before);
    QVERIFY(!after.contains("another") && !after.contains("550e8400"));
    QCOMPARE(samplesOf(after).value("conversa_connections_closed_total{code=\"other\",side=\"client\"}"), 40);
}

void TestLiveMetrics::promtoolHasNothingToSay()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"promtool"_s).isEmpty(), "no promtool: apt-get install prometheus");
    const auto said = runToEnd(u"sh"_s, { u"-c"_s, u"promtool check metrics 2>&1"_s }, {}, metrics());
    QVERIFY2(said, said ? "" : said.error().message.constData());
    QCOMPARE(*said, QByteArray());
}

void TestLiveMetrics::scrapedByPrometheus()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"prometheus"_s).isEmpty(), "no prometheus: apt-get install prometheus");
    quint16 port = 0;
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        port = probe.serverPort();
    }
    QFile file(m_server.file(u"prometheus.yml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("global: { scrape_interval: 1s }\nscrape_configs:\n  - job_name: conversa\n    static_configs:\n"
               "      - targets: ['127.0.0.1:"
        + QByteArray::number(m_server.metricsPort()) + "']\n");
    file.close();
    QProcess prometheus;
    prometheus.setStandardErrorFile(m_server.file(u"prometheus.log"_s));
    prometheus.start(u"setpriv"_s,
        { u"--pdeathsig=KILL"_s, u"prometheus"_s, u"--config.file="_s + file.fileName(),
            u"--storage.tsdb.path="_s + m_server.file(u"tsdb"_s), u"--web.listen-address=127.0.0.1:%1"_s.arg(port) });
    QVERIFY(prometheus.waitForStarted());
    WsClient client(m_server.port());
    QVERIFY(client.sync());
    const auto asked = [port](const QByteArray &query) {
        const QJsonDocument answer = QJsonDocument::fromJson(get(port, "/api/v1/query?query=" + query));
        return answer["data"_L1]["result"_L1][0]["value"_L1][1].toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(asked("conversa_connections"), u"1"_s, 30'000);
    QCOMPARE(asked("up"), u"1"_s);
    QCOMPARE(asked("sum(conversa_client_messages_total%7Bkind=%22ping%22%7D)"), u"1"_s);
    QCOMPARE(asked("histogram_quantile(1,conversa_parse_seconds_bucket)%3Cbool%201"), u"1"_s);
    prometheus.kill();
    prometheus.waitForFinished();
}

void TestLiveMetrics::otherRequests()
{
    const auto status = [this](const QByteArray &request) {
        RawClient client(m_server.metricsPort());
        client.send(request);
        return client.waitForStatus();
    };
    QCOMPARE(status("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 404);
    QCOMPARE(status("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"), 405);
    QCOMPARE(status("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
    QCOMPARE(status("no HTTP at all\r\n\r\n"), 400);
    QCOMPARE(status("GET /metrics HTTP/1.1\r\nHost: a\r\nx: " + QByteArray(20'000, 'x') + "\r\n\r\n"), 431);
    RawClient slow(m_server.metricsPort());
    slow.trickle("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(slow.waitForStatus(), 200);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 17; ++i)
        idle.push_back(std::make_unique<RawClient>(m_server.metricsPort()));
    QVERIFY(idle.back()->waitForClose());
    QVERIFY(idle.front()->isConnected());
    // Nothing of it is on the port of the clients.
    QVERIFY(get(m_server.port()).contains("not_found"));
}

void TestLiveMetrics::addressTaken()
{
    ServerProcess other;
    QVERIFY2(other.start({ u"--metrics.listen=127.0.0.1:%1"_s.arg(m_server.metricsPort()) }), other.log());
    QCOMPARE(other.log().count(" metrics_unavailable "), 1);
    QVERIFY(WsClient(other.port()).isOpen());
    m_server.kill();
    QVERIFY(other.waitForLog(" metrics_listening "));
}

QTEST_GUILESS_MAIN(TestLiveMetrics)
#include "tst_livemetrics.moc"
