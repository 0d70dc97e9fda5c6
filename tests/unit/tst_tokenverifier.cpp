// SPDX-License-Identifier: Apache-2.0
// Who a token speaks for. Seen red: with a store that cannot be asked taken for an unknown key.
#include "auth/token.h"
#include "auth/tokenverifier.h"
#include "support/fakestore.h"

#include <QTest>

#include <future>

using namespace conversa;
using namespace conversa::test;
using Verdict = Verification::Verdict;

class TestTokenVerifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keys_data();
    void keys();
    void developmentKeysOnlyWhereEnabled();
    void positiveVerdictIsKeptFiveSeconds();
    void expiryHoldsForWhatIsKept();
    void storeAwayIsNoRejection();

private:
    Verification ask(TokenVerifier &verifier, const QByteArray &token)
    {
        std::promise<Verification> answered;
        verifier.verify(tokenHash(token), [&](const Verification &verification) { answered.set_value(verification); });
        return answered.get_future().get();
    }
    void add(const QByteArray &token, std::optional<qint64> expiresMs, std::optional<qint64> revokedMs);
    Clock clock()
    {
        return {[this] { return m_now.load(); }, [this] { return m_wall.load(); }};
    }

    std::atomic<qint64> m_now = 1'000'000;
    std::atomic<qint64> m_wall = 1'700'000'000'000;
    std::shared_ptr<StoreControls> m_controls;
    std::unique_ptr<Storage> m_storage;
};

void TestTokenVerifier::init()
{
    m_controls = std::make_shared<StoreControls>();
    m_storage = std::make_unique<Storage>(fakeStoreFactory(m_controls), StorageSettings{1, 1}, Clock::system());
    QVERIFY(m_storage->start());
}

void TestTokenVerifier::cleanup()
{
    m_storage->stop(1'000);
    m_storage.reset();
}

void TestTokenVerifier::add(const QByteArray &token, std::optional<qint64> expiresMs, std::optional<qint64> revokedMs)
{
    ApiKey key;
    key.id = KeyId{*Uuid::parse("770e8400-e29b-41d4-a716-446655440009")};
    key.sha256 = tokenHash(token);
    key.tenant = "acme";
    key.role = Role::Agent;
    key.expiresMs = expiresMs;
    key.revokedMs = revokedMs;
    std::promise<bool> added;
    m_storage->read([&](const Result<MessageStore *> &store) { added.set_value(store && (*store)->addKey(key)); });
    QVERIFY(added.get_future().get());
}

void TestTokenVerifier::keys_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("expiresInMs");
    QTest::addColumn<bool>("revoked");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("known") << QByteArray("good") << 3'600'000 << false << true;
    QTest::newRow("B101 wrong") << QByteArray("other") << 3'600'000 << false << false;
    QTest::newRow("F54 within the skew") << QByteArray("good") << -60'000 << false << true;
    QTest::newRow("B102 expired") << QByteArray("good") << -60'001 << false << false;
    QTest::newRow("B103 revoked") << QByteArray("good") << 3'600'000 << true << false;
    QTest::newRow("B108 a JWT") << QByteArray("eyJhbGciOiJub25lIn0.e30.") << 3'600'000 << false << false;
}

void TestTokenVerifier::keys()
{
    QFETCH(QByteArray, token);
    QFETCH(int, expiresInMs);
    QFETCH(bool, revoked);
    QFETCH(bool, accepted);
    add("good", m_wall + expiresInMs, revoked ? std::optional<qint64>(1) : std::nullopt);
    TokenVerifier verifier(*m_storage, clock(), false);
    const Verification verification = ask(verifier, token);
    QCOMPARE(verification.verdict, accepted ? Verdict::Accepted : Verdict::Rejected);
    QCOMPARE(verification.principal ? verification.principal->tenant : QByteArray(), QByteArray(accepted ? "acme" : ""));
    QCOMPARE(bool(verifier.verifyCached(tokenHash(token))), accepted);
}

void TestTokenVerifier::developmentKeysOnlyWhereEnabled()
{
    TokenVerifier development(*m_storage, clock(), true);
    TokenVerifier production(*m_storage, clock(), false);
    for (const char *key : {"dev-admin-key", "dev-user-key", "dev-contact-key"}) {
        const auto verification = development.verifyCached(tokenHash(key));
        QVERIFY(verification && verification->principal);
        QCOMPARE(verification->principal->tenant, QByteArray("dev"));
        QVERIFY(!production.verifyCached(tokenHash(key)));
        QCOMPARE(ask(production, key).verdict, Verdict::Rejected);
    }
}

void TestTokenVerifier::positiveVerdictIsKeptFiveSeconds()
{
    add("good", std::nullopt, std::nullopt);
    TokenVerifier verifier(*m_storage, clock(), false);
    QCOMPARE(ask(verifier, "good").verdict, Verdict::Accepted);
    m_now += 5'000;
    QVERIFY(verifier.verifyCached(tokenHash("good")));
    m_now += 1;
    QVERIFY(!verifier.verifyCached(tokenHash("good")));
}

void TestTokenVerifier::expiryHoldsForWhatIsKept()
{
    add("good", m_wall + 1'000, std::nullopt);
    TokenVerifier verifier(*m_storage, clock(), false);
    QCOMPARE(ask(verifier, "good").verdict, Verdict::Accepted);
    m_wall += 61'001;
    const auto verification = verifier.verifyCached(tokenHash("good"));
    QVERIFY(verification);
    QCOMPARE(verification->verdict, Verdict::Rejected);
}

void TestTokenVerifier::storeAwayIsNoRejection()
{
    m_storage->stop(1'000);
    TokenVerifier verifier(*m_storage, clock(), true);
    QCOMPARE(ask(verifier, "anything").verdict, Verdict::Unavailable);
    QVERIFY(verifier.verifyCached(tokenHash("dev-user-key")));
}

QTEST_GUILESS_MAIN(TestTokenVerifier)
#include "tst_tokenverifier.moc"
