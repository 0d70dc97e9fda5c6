// SPDX-License-Identifier: Apache-2.0
// The rules of StoreConformance on SQLite, and what is SQLite's own.
// Seen red: text inserted as the BLOB it is bound as (textIsStoredAsText).
#include "store/sqlfiles.h"
#include "store/sqlitestore.h"
#include "support/storeconformance.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace conversa;
using namespace Qt::StringLiterals;

class TestSqliteStore : public test::StoreConformance
{
    Q_OBJECT

protected:
    StoreFactory makeFactory() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        return sqliteStoreFactory(path());
    }
    void closeSession(const SessionKey &key) override
    {
        sql(u"UPDATE sessions SET closed_at = 1 WHERE session_id = x'%1'"_s.arg(
            QString::fromLatin1(key.session.toByteArray()).remove(u'-')));
    }

private Q_SLOTS:
    void everythingIsSynced()
    {
        SqliteStore other(path(), Migrate::Auto);
        QVERIFY(other.open());
        QCOMPARE(sql(u"PRAGMA journal_mode"_s), u"wal"_s);
    }
    void keepsItsEpochAndMessages()
    {
        const test::Conversation talk;
        QVERIFY(append(talk.fromAgent("kept")));
        const Epoch epoch = store().epoch();
        SqliteStore again(path(), Migrate::Off);
        QVERIFY(again.open());
        QVERIFY(again.epoch() == epoch);
        QCOMPARE(again.history({ talk.key })->messages.front().text, "kept");
    }
    void textIsStoredAsText()
    {
        const test::Conversation talk;
        QVERIFY(append(talk.fromAgent("d'água", "id")));
        QCOMPARE(sql(u"SELECT DISTINCT typeof(tenant) || typeof(role) || typeof(text) || typeof(client_message_id) "
                     "FROM messages WHERE text = 'd''água' AND client_message_id = 'id' AND tenant = 'dev'"_s),
            u"texttexttexttext"_s);
        sql(u"UPDATE messages SET text = 'by hand', client_message_id = 'other'"_s);
        QCOMPARE(store().history({ talk.key })->messages.front().text, "by hand");
        QVERIFY(append(talk.fromAgent("by hand", "other"))->repeated);
    }
    void readersSeeOnlyWhatIsCommitted()
    {
        const test::Conversation talk;
        QVERIFY(append(talk.fromAgent("1")));
        const auto reader = factory()();
        QVERIFY(reader->open());
        sql(u"BEGIN IMMEDIATE"_s);
        QCOMPARE((*reader->session(talk.key))->lastSeq, 1);
        sql(u"ROLLBACK"_s);
    }
    void waitsForAnotherWriterThenGivesUp()
    {
        const test::Conversation talk;
        QVERIFY(append(talk.fromAgent("1")));
        sql(u"BEGIN IMMEDIATE"_s);
        const std::vector batch{ talk.fromAgent("2") };
        QCOMPARE(store().append(batch).error().code, ErrorCode::Unavailable);
        sql(u"ROLLBACK"_s);
        QCOMPARE(append(talk.fromAgent("2"))->message.seq, 2);
    }
    void anotherFileThatIsNoDatabase()
    {
        SqliteStore nowhere(m_folder->filePath(u"missing/folder/x.db"_s), Migrate::Auto);
        QCOMPARE(nowhere.open().error().code, ErrorCode::Internal);
    }
    // F34
    void schemaOlderAndMigrateOff()
    {
        SqliteStore fresh(m_folder->filePath(u"fresh.db"_s), Migrate::Off);
        const auto opened = fresh.open();
        QCOMPARE(opened.error().code, ErrorCode::Internal);
        QVERIFY(opened.error().message.contains(sqlMigrations(SqlDialect::Sqlite).back().name.toUtf8()));
    }
    void schemaNewerAndCompatible()
    {
        sql(u"INSERT INTO schema_migrations VALUES (9999, '9999_more', 1, 0)"_s);
        QVERIFY(SqliteStore(path(), Migrate::Auto).open());
    }
    void schemaNewerAndNotCompatible()
    {
        sql(u"INSERT INTO schema_migrations VALUES (9999, '9999_more', 9999, 0)"_s);
        const auto opened = SqliteStore(path(), Migrate::Auto).open();
        QCOMPARE(opened.error().code, ErrorCode::Internal);
        QVERIFY(opened.error().message.contains("9999_more"));
    }
    void cleanup()
    {
        m_other = {};
        QSqlDatabase::removeDatabase(u"test"_s);
    }

private:
    QString path() const { return m_folder->filePath(u"conversa.db"_s); }
    // On a connection of the test's own; the first column of the first row.
    QString sql(const QString &text)
    {
        if (!m_other.isOpen()) {
            m_other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
            m_other.setDatabaseName(path());
            if (!m_other.open())
                return {};
        }
        QSqlQuery query(m_other);
        const bool done = query.exec(text);
        return done && query.next() ? query.value(0).toString() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QSqlDatabase m_other;
};

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlitestore.moc"
