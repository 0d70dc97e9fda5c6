// SPDX-License-Identifier: Apache-2.0
// The rules of StoreConformance on a real PostgreSQL.
#include "store/storeurl.h"
#include "support/postgresserver.h"
#include "support/storeconformance.h"

#include <QTest>

using namespace conversa;
using namespace Qt::StringLiterals;

class TestPostgresStore : public test::StoreConformance
{
    Q_OBJECT

protected:
    StoreFactory makeFactory() override
    {
        m_database = u"test%1"_s.arg(++m_databases);
        const auto made = m_server.createDatabase(m_database);
        if (!made)
            QTest::qFail(made.error().message.constData(), __FILE__, __LINE__);
        const auto config = parseStoreUrl(m_databases % 2 ? m_server.url(m_database) : m_server.socketUrl(m_database));
        if (!config)
            QTest::qFail(config.error().message.constData(), __FILE__, __LINE__);
        return makeStoreFactory(*config);
    }
    void closeSession(const SessionKey &key) override
    {
        QVERIFY(m_server.sql(m_database,
            u"UPDATE sessions SET closed_at = now() WHERE session_id = '%1'"_s.arg(
                QString::fromLatin1(key.session.toByteArray()))));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto started = m_server.start();
        QVERIFY2(started, started ? "" : started.error().message.constData());
    }

private:
    test::PostgresServer m_server;
    QString m_database;
    int m_databases = 0;
};

QTEST_GUILESS_MAIN(TestPostgresStore)
#include "tst_postgresstore.moc"
