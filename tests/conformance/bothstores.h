// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/postgresserver.h"
#include "support/serverprocess.h"

#include <QTest>

namespace conversa::test {

// Has every function of a test run on a server over SQLite and over PostgreSQL: addRows() in initTestCase_data(), start() in
// init(). Each start has an empty database of its own.
class BothStores
{
public:
    static void addRows()
    {
        QTest::addColumn<bool>("postgresql");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgresql") << true;
    }
    void start(const QStringList &arguments = {})
    {
        QFETCH_GLOBAL(const bool, postgresql);
        m_arguments = arguments;
        m_url = QStringLiteral("--database.url=") + (postgresql ? postgresUrl() : sqliteUrl());
        m_arguments.append(m_url);
        restart();
    }
    // The same server over the same database.
    void restart() { QVERIFY2(m_server.start(m_arguments), m_server.log()); }
    ServerProcess &server() { return m_server; }
    // What `conversa-server key` needs to make keys for it.
    QStringList keyArguments() const { return { QStringLiteral("--env=development"), m_url }; }
    quint16 port() const { return m_server.port(); }

private:
    QString sqliteUrl()
    {
        m_database = m_server.file(QStringLiteral("%1.db").arg(++m_databases));
        return QStringLiteral("sqlite://") + m_database;
    }
    QString postgresUrl()
    {
        if (m_postgres.port() == 0) {
            const auto started = m_postgres.start();
            if (!started)
                QTest::qFail(started.error().message.constData(), __FILE__, __LINE__);
        }
        m_database = QStringLiteral("live%1").arg(++m_databases);
        const auto made = m_postgres.createDatabase(m_database);
        if (!made)
            QTest::qFail(made.error().message.constData(), __FILE__, __LINE__);
        return QString::fromUtf8(m_postgres.url(m_database));
    }

    PostgresServer m_postgres;
    ServerProcess m_server;
    QStringList m_arguments;
    QString m_url;
    QString m_database;
    int m_databases = 0;
};

} // namespace conversa::test
