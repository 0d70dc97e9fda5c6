// SPDX-License-Identifier: Apache-2.0
// What servers tell each other by the database: ids and numbers, whatever the tenant's name is made of.
// Seen red: with inbox changes that have no notice (onlyWhatHasANotice), with the tenant not asked for (strangeTexts).
#include "relay/notices.h"

#include <QTest>

using namespace conversa;

class TestNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void onlyWhatHasANotice();
    void strangeTexts_data();
    void strangeTexts();

private:
    const SessionKey m_key{"a shop ", *SessionId::parse("550e8400-e29b-41d4-a716-446655440000")};
    const ContactId m_contact = *ContactId::parse("660e8400-e29b-41d4-a716-446655440000");
};

void TestNotices::roundTrips()
{
    const auto head = noticeIn(textsOf(StoredHead{m_key, 42, m_contact}).value(0));
    QVERIFY(head && std::holds_alternative<StoredHead>(*head));
    const auto &stored = std::get<StoredHead>(*head);
    QVERIFY(stored.key == m_key && stored.head == 42 && stored.contact == m_contact);
    for (const bool closed : {true, false}) {
        const auto change = noticeIn(textsOf(ClosedChange{m_key, closed, 1'760'000'000'123'456}).value(0));
        QVERIFY(change && std::holds_alternative<ClosedChange>(*change));
        const auto &got = std::get<ClosedChange>(*change);
        QVERIFY(got.key == m_key && got.closed == closed && got.changedUs == 1'760'000'000'123'456);
    }
    const KeyId key{Uuid::random()};
    const auto changed = noticeIn(textsOf(KeyChange{key}).value(0));
    QVERIFY(changed && std::get<KeyChange>(*changed).key == key);
    const QByteArray any = QByteArray("a b\0\xff", 5);
    const NodeId node{Uuid::random()};
    for (const std::optional<NodeId> to : {std::optional<NodeId>(), std::optional(node)}) {
        const auto heard = noticeIn(textsOf(NodePiece{node, to, !to, 7, 2, 3, any}).value(0));
        QVERIFY(heard);
        const auto &piece = std::get<NodePiece>(*heard);
        QVERIFY(piece.from == node && piece.to == to && piece.isAnswer == !to && piece.number == 7 && piece.part == 2 && piece.parts == 3);
        QCOMPARE(piece.bytes, any);
    }
    // PostgreSQL takes less than 8,000 bytes.
    QVERIFY(textsOf(NodePiece{node, node, true, qint64(1) << 53, 1'022, 1'023, QByteArray(NodePiece::maxBytes, 'x')}).value(0).size() <= 7'900);
    const SessionId other{Uuid::random()};
    const QByteArrayList texts = textsOf(InboxChange{m_key.tenant, {m_key.session}, {other}});
    QCOMPARE(texts.size(), 2);
    const auto opened = noticeIn(texts[0]);
    const auto updated = noticeIn(texts[1]);
    QVERIFY(opened && updated);
    const auto &first = std::get<InboxChange>(*opened);
    QVERIFY(first.tenant == m_key.tenant && first.opened == std::vector{m_key.session} && first.updated.empty());
    const auto &second = std::get<InboxChange>(*updated);
    QVERIFY(second.tenant == m_key.tenant && second.opened.empty() && second.updated == std::vector{other});
}

// Text stays in the store, and what may be lost stays away.
void TestNotices::onlyWhatHasANotice()
{
    ChatMessage message;
    message.key = m_key;
    message.seq = 7;
    message.contact = m_contact;
    message.text = "between us";
    const auto notice = noticeOf(StoredMessage{std::make_shared<const ChatMessage>(message)});
    QVERIFY(notice);
    QCOMPARE(std::get<StoredHead>(*notice).head, qint64(7));
    QVERIFY(!textsOf(*notice).value(0).contains("between"));
    QVERIFY(noticeOf(ClosedChange{m_key}) && noticeOf(InboxChange{"t"}));
    QVERIFY(!noticeOf(TypingChange{m_key, {}}) && !noticeOf(MarkChange{m_key, Mark::Read, Role::Agent, {}}) && !noticeOf(BusProbe{}));
}

void TestNotices::strangeTexts_data()
{
    const QByteArray id = m_key.session.toByteArray();
    QTest::addColumn<QByteArray>("text");
    const QByteArray strange[] = {"", " ", "head", "head 0 " + id + ' ' + id + " t", "head x " + id + ' ' + id + " t", "head 1 " + id + " t",
        "closed -1 " + id + " t", "closed 1 x t", "opened x t", "opened " + id, "reborn 1 " + id + " t",
        "answer 1 1 1 " + id + ' ' + id + " eHg= ", "answer 1 0 1 " + id + ' ' + id + " %% ",
        "question 1 0 1 " + id + " all eHg= "};
    for (const QByteArray &text : strange)
        QTest::newRow(text.left(60).constData()) << text;
}

void TestNotices::strangeTexts()
{
    QFETCH(QByteArray, text);
    QVERIFY(!noticeIn(text));
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"
