// SPDX-License-Identifier: Apache-2.0
// Random filters find the same connections through REST, through the command line and by the filter itself over the rows:
// 200 in an ordinary run, 10,000 with TEST_FAULTS=whole; TEST_SEED repeats a run.
// Seen red: a "-" at the begin left out by conversactl, "<" taken for "<=" by the server.
#include "admin/filter.h"
#include "conversactl/run.h"
#include "core/clock.h"
#include "support/restclient.h"
#include "support/scale.h"
#include "support/wsclient.h"
#include "tools/program.h"
#include "tools/randomfilter.h"

#include <QJsonArray>
#include <QTest>

#include <memory>

using namespace conversa;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList sorted(QByteArrayList ids)
{
    std::sort(ids.begin(), ids.end());
    return ids;
}

QByteArrayList idsIn(const QJsonObject &page)
{
    QByteArrayList ids;
    for (const QJsonValue &row : page["connections"_L1].toArray())
        ids.append(row["id"_L1].toString().toUtf8());
    return sorted(ids);
}

// What conversactl prints, in this process: one start for each of thousands would take longer than all else.
QByteArray printed(const QStringList &arguments)
{
    char *text = nullptr;
    size_t size = 0;
    std::FILE *const memory = open_memstream(&text, &size);
    ctl::Output out(memory, memory);
    ctl::run(arguments, out);
    std::fclose(memory);
    const QByteArray copy(text, qsizetype(size));
    std::free(text);
    return copy;
}

} // namespace

class TestCtlFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameEverywhere();
    void asAProgram();

private:
    void connectAll();
    std::vector<ConnectionRow> rows();
    QByteArrayList byRest(const QByteArray &filter);
    static QByteArrayList byCommand(const QByteArray &filter);
    static QByteArrayList byModel(const QByteArray &filter, const std::vector<ConnectionRow> &rows, qint64 nowMs);

    ServerProcess m_server;
    QByteArray m_operator;
    std::vector<std::unique_ptr<WsClient>> m_clients;
    quint32 m_seed = qEnvironmentVariableIsSet("TEST_SEED") ? qEnvironmentVariable("TEST_SEED").toUInt() : QRandomGenerator::global()->generate();
};

void TestCtlFilters::initTestCase()
{
    const QString database = u"--database.url=sqlite://"_s + m_server.file(u"filters.db"_s);
    // Figures that stand still: no ping of the server comes between two looks.
    QVERIFY2(m_server.start({database, u"--limits.ping_interval=1h"_s, u"--limits.heartbeat=2h"_s}), m_server.log());
    const QByteArray text = m_server.run({u"key"_s, u"create"_s, u"--name=o"_s, u"--role=admin"_s, u"--tenant=*"_s, u"--env=development"_s, database}).second;
    m_operator = text.mid(text.indexOf("cv_"), 46);
    qputenv("CONVERSA_TOKEN", m_operator);
    qputenv("CONVERSA_SERVER", "http://127.0.0.1:" + QByteArray::number(m_server.port()));
    connectAll();
}

void TestCtlFilters::connectAll()
{
    const QByteArrayList tokens{"dev-admin-key", "dev-user-key", "dev-contact-key", m_operator};
    const QByteArrayList programs{"", "client=desk/2.1", "client=crm:desk%2F1&text=plain", "client=jo%C3%A3o%20%22x%22&text=plain", "client=-web"};
    for (int i = 0; i < 60; ++i) {
        const QByteArrayList headers = i % 3 == 0 ? QByteArrayList{"Origin: http://localhost:3000"} : QByteArrayList();
        m_clients.push_back(std::make_unique<WsClient>(m_server.port(), Handshake{.token = tokens[i % 4], .query = programs[i % 5], .headers = headers,
            .from = "127.0." + QByteArray::number(i % 7) + '.' + QByteArray::number(1 + i)}));
        QVERIFY(m_clients.back()->isOpen());
        for (int pings = 0; pings <= i % 6; ++pings)
            QVERIFY(m_clients.back()->sync());
    }
}

std::vector<ConnectionRow> TestCtlFilters::rows()
{
    const QByteArray body = get(m_server.port(), "/api/v1/admin/connections?limit=500", m_operator).body;
    simdjson::dom::parser parser;
    std::vector<ConnectionRow> all;
    const simdjson::padded_string json(body.constData(), size_t(body.size()));
    for (const simdjson::dom::element row : parser.parse(json)["connections"].get_array()) {
        const auto read = readConnectionRow(row.get_object());
        if (read)
            all.push_back(*read);
    }
    return all;
}

QByteArrayList TestCtlFilters::byRest(const QByteArray &filter)
{
    return idsIn(get(m_server.port(), "/api/v1/admin/connections?limit=500&fields=id&filter=" + filter.toPercentEncoding(), m_operator).json);
}

QByteArrayList TestCtlFilters::byCommand(const QByteArray &filter)
{
    const QByteArray text = printed({u"connections"_s, u"--json"_s, u"--fields"_s, u"id"_s, u"--limit"_s, u"25"_s, u"--all"_s, u"--filter"_s, QString::fromUtf8(filter)});
    return idsIn(QJsonDocument::fromJson(text).object());
}

QByteArrayList TestCtlFilters::byModel(const QByteArray &filter, const std::vector<ConnectionRow> &rows, qint64 nowMs)
{
    const auto parsed = Filter::parse(filter, connectionFields());
    if (!parsed)
        return {"no filter: " + parsed.error().message};
    QByteArrayList ids;
    for (const ConnectionRow &row : rows) {
        if (parsed->matches([&](size_t field) { return row.value(field); }, nowMs))
            ids.append(row.id.toByteArray());
    }
    return sorted(ids);
}

void TestCtlFilters::sameEverywhere()
{
    const int wanted = scaled(200, 10'000, 10'000);
    const auto all = rows();
    QCOMPARE(all.size(), m_clients.size());
    RandomFilter filters(m_seed, all, Clock::system().wallMs());
    int compared = 0;
    int empty = 0;
    int moved = 0; // a row came of an age meanwhile
    while (compared < wanted && moved < 100 + wanted / 10) {
        const QByteArray filter = filters.next();
        const auto before = byModel(filter, all, Clock::system().wallMs());
        const auto rest = byRest(filter);
        const auto command = byCommand(filter);
        if (before != byModel(filter, all, Clock::system().wallMs())) {
            ++moved;
            continue;
        }
        QVERIFY2(rest == before, "REST: " + filter + " seed=" + QByteArray::number(m_seed));
        QVERIFY2(command == before, "command line: " + filter + " seed=" + QByteArray::number(m_seed));
        ++compared;
        empty += before.isEmpty();
    }
    qInfo("filters %d of %d the same, %d of them found nothing, seed=%u", compared, wanted, empty, m_seed);
    QCOMPARE(compared, wanted);
    QVERIFY(empty < wanted * 3 / 4);
    QCOMPARE(rows(), all);
}

// A shell's way to a filter: the real program, a few times.
void TestCtlFilters::asAProgram()
{
    Program ctl(u"conversactl"_s);
    ctl.set(u"CONVERSA_TOKEN"_s, QString::fromLatin1(m_operator));
    ctl.set(u"CONVERSA_SERVER"_s, qEnvironmentVariable("CONVERSA_SERVER"));
    const auto all = rows();
    for (const char *filter : {"-role:agent", "client:\"jo\xC3\xA3o \\\"x\\\"\"", "in:>2\tin:<=4\n", "ip:127.0.3.0/24", "-client:=-web role:admin", "\"-web\""}) {
        const Ended ended = ctl.run({u"connections"_s, u"--json"_s, u"--all"_s, u"--filter"_s, QString::fromUtf8(filter)});
        const auto expected = byModel(filter, all, Clock::system().wallMs());
        QVERIFY2(!expected.isEmpty() && idsIn(ended.json()) == expected, filter);
    }
}

QTEST_GUILESS_MAIN(TestCtlFilters)
#include "tst_ctlfilters.moc"
