// SPDX-License-Identifier: Apache-2.0
#include "fault/cluster.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace conversa::test {

quint32 testSeed()
{
    static const quint32 seed = qEnvironmentVariableIsSet("TEST_SEED") ? qEnvironmentVariable("TEST_SEED").toUInt()
                                                                       : QRandomGenerator::global()->generate();
    return seed;
}

char processState(qint64 id)
{
    QFile file(u"/proc/%1/stat"_s.arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    // The name before it may hold anything, brackets too.
    const QByteArray text = file.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1).front();
}

Result<void> Cluster::start(const QStringList &postgresSettings)
{
    if (const auto started = m_postgres.start(postgresSettings); !started)
        return started;
    return m_redis.start();
}

bool Cluster::begin(int nodes, const QStringList &settings, const QByteArray &databaseUrl)
{
    m_nodes.clear();
    m_database = u"test%1"_s.arg(++m_databases);
    if (!m_postgres.createDatabase(m_database))
        return false;
    const QByteArray url
        = databaseUrl.isEmpty() ? m_postgres.url(m_database) : databaseUrl + m_database.toUtf8();
    for (int i = 0; i < nodes; ++i) {
        m_nodes.push_back(std::make_unique<Node>());
        m_nodes.back()->settings = QStringList{ u"--database.url="_s + QString::fromUtf8(url),
            u"--redis.url="_s + QString::fromUtf8(m_redis.url()), u"--bus.secret=known to this cluster alone"_s,
            u"--node.id=n%1"_s.arg(i) }
            + settings;
        if (!restart(i))
            return false;
    }
    return true;
}

QStringList Cluster::settingsOf(const Node &node)
{
    QStringList settings = node.settings;
    if (node.port != 0) // beside a free one
        settings.append(u"--listen=127.0.0.1:%1"_s.arg(node.port));
    return settings;
}

bool Cluster::restart(int index)
{
    Node &node = *m_nodes[size_t(index)];
    node.process.setProgram(m_program);
    if (!node.process.start(settingsOf(node)))
        return false;
    node.port = node.port == 0 ? node.process.port() : node.port;
    return true;
}

void Cluster::launch(int index)
{
    Node &node = *m_nodes[size_t(index)];
    node.process.setProgram(m_program);
    node.process.launch(settingsOf(node));
}

bool Cluster::knowEachOther()
{
    const auto count = [this] {
        return sql(u"SELECT count(*) FROM nodes WHERE lease_until > clock_timestamp()"_s).toInt();
    };
    return QTest::qWaitFor([&] { return count() == size(); }, ServerProcess::patienceMs);
}

QByteArray Cluster::logs()
{
    QByteArray all;
    for (const auto &node : m_nodes)
        all += "--- port " + QByteArray::number(node->port) + '\n' + node->process.log().right(8'000);
    return all;
}

QByteArray Cluster::sql(const QString &text)
{
    const auto printed = m_postgres.sql(m_database, text);
    return printed ? *printed : printed.error().message;
}

} // namespace conversa::test
