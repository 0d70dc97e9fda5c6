// SPDX-License-Identifier: Apache-2.0
// What travels between servers: F22 and F23 at the codec.
// Seen red: with the digest not compared (forged), with the channel left out of it (forged: another channel), with the
// size bound taken out (bounds), with an unknown kind called alien (unknown), with no bound on
// the sessions of an inbox event and with a closing without its time (schema).
#include "bus/buscodec.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

const QByteArray secret = "a secret of enough bytes";

template <typename T>
T id(int n)
{
    return *T::parse(QByteArray("00000000-0000-4000-8000-" + QByteArray::number(n).rightJustified(12, '0')).toStdString());
}

const SessionKey key{ "sh:op \"x\"", id<SessionId>(7) };
const UserInfo maria{ id<UserId>(1), "María <b>", Role::Agent };

ChatMessage message()
{
    return { id<MessageId>(2), key, 42, id<ContactId>(3), id<UserId>(1), Role::Agent, "Olá <b>\"\\ \n\xF0\x9F\x98\x80", id<MessageId>(4), {},
        1'760'000'000'123 };
}

// JSON written with single quotes.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

// An envelope made by somebody who has the secret, whatever is in it.
QByteArray sealed(const QByteArray &text, const QByteArray &channel, const QByteArray &with = secret)
{
    return QMessageAuthenticationCode::hash(channel + '\n' + text, with, QCryptographicHash::Sha256).toHex() + text;
}

bool operator==(const UserInfo &one, const UserInfo &other)
{
    return one.user == other.user && one.name == other.name && one.role == other.role;
}

} // namespace

class TestBusCodec : public QObject
{
    Q_OBJECT

    const NodeId m_self = id<NodeId>(90);
    const QByteArray m_channel = sessionChannel(key);
    BusCodec m_codec{ m_self, secret };

    template <typename T>
    T roundTrip(const T &event)
    {
        BusCodec other(id<NodeId>(91), secret);
        const QByteArray channel = channelOf(event, m_self);
        const auto envelope = other.decode(m_codec.encode(event, channel), channel);
        if (!envelope || envelope->node != m_self || !std::holds_alternative<T>(envelope->event)) {
            QTest::qFail(envelope ? "another event" : envelope.error().message.constData(), __FILE__, __LINE__);
            return event;
        }
        return std::get<T>(envelope->event);
    }

private Q_SLOTS:
    void channels()
    {
        QCOMPARE(m_channel, "websocket:session:sh:op \"x\":00000000-0000-4000-8000-000000000007");
        QVERIFY(sessionOfChannel(m_channel) == key);
        QCOMPARE(channelOf(InboxChange{ key.tenant }, m_self), "websocket:inbox:sh:op \"x\"");
        QVERIFY(!sessionOfChannel(inboxChannel(m_channel)));
        QCOMPARE(channelOf(BusProbe{}, m_self), "websocket:node:00000000-0000-4000-8000-000000000090");
        QCOMPARE(channelOf(NodePiece{ m_self }, m_self), "websocket:all");
        QCOMPARE(channelOf(NodePiece{ m_self, id<NodeId>(91) }, m_self), nodeChannel(id<NodeId>(91)));
        for (const char *other : { "", "websocket:all", "websocket:session:", "websocket:session:t:not-a-uuid",
                 "websocket:session:00000000-0000-4000-8000-000000000007", "websocket:node:00000000-0000-4000-8000-000000000007" })
            QVERIFY2(!sessionOfChannel(other), other);
    }

    void kinds()
    {
        const auto shared = std::make_shared<const ChatMessage>(message());
        QVERIFY(*roundTrip(StoredMessage{ shared }).message == message());
        ChatMessage plain = message();
        plain.replyTo.reset();
        plain.clientMessageId = "is for its author alone";
        const ChatMessage got = *roundTrip(StoredMessage{ std::make_shared<const ChatMessage>(plain) }).message;
        QVERIFY(!got.replyTo && got.clientMessageId.isEmpty());

        const StoredHead head = roundTrip(StoredHead{ key, 99, id<ContactId>(3) });
        QVERIFY(head.key == key && head.head == 99 && head.contact == id<ContactId>(3));
        QVERIFY(roundTrip(StoredHead{ key, 1 }).contact.isNull());
        const TypingChange typing = roundTrip(TypingChange{ key, { key.session, id<ContactId>(3), maria, true } });
        QVERIFY(typing.key == key && typing.typing.isTyping && typing.typing.user == maria);
        QVERIFY(typing.typing.session == key.session && typing.typing.contact == id<ContactId>(3));
        const PresenceChange presence = roundTrip(PresenceChange{ key, maria, true });
        QVERIFY(presence.key == key && presence.user == maria && presence.joined);
        const Presence both{ { maria, maria }, { { key.session, id<ContactId>(3), maria, true } } };
        const PresenceQuery query = roundTrip(PresenceQuery{ key, both });
        QVERIFY(query.key == key && query.presence.users.size() == 2 && query.presence.typing.size() == 1);
        const PresenceList list = roundTrip(PresenceList{ id<NodeId>(91), key, both });
        QVERIFY(list.to == id<NodeId>(91) && list.key == key && list.presence.users[1] == maria);
        const UserTyping &typist = list.presence.typing.at(0);
        QVERIFY(typist.isTyping && typist.contact == id<ContactId>(3) && typist.session == key.session && typist.user == maria);
        QVERIFY(roundTrip(PresenceList{ id<NodeId>(91), key }).presence.users.empty());
        QCOMPARE(roundTrip(BusProbe{ 17 }).number, qint64(17));
        const Receipt receipt{ key.session, id<MessageId>(2), id<UserId>(1), 42, 1'760'000'000'123 };
        const MarkChange mark = roundTrip(MarkChange{ key, Mark::Read, Role::Agent, receipt });
        QVERIFY(mark.key == key && mark.mark == Mark::Read && mark.role == Role::Agent && mark.receipt.session == key.session);
        QVERIFY(mark.receipt.message == receipt.message && mark.receipt.user == receipt.user);
        QVERIFY(mark.receipt.upToSeq == 42 && mark.receipt.atMs == receipt.atMs);
        const ClosedChange closed = roundTrip(ClosedChange{ key, true, 1'760'000'000'123'456 });
        QVERIFY(closed.key == key && closed.closed && closed.changedUs == 1'760'000'000'123'456);
        QVERIFY(!roundTrip(ClosedChange{ key, false, 1 }).closed);
        const std::vector sessions{ id<SessionId>(7), id<SessionId>(8) };
        const InboxChange inbox = roundTrip(InboxChange{ key.tenant, sessions, { id<SessionId>(9) } });
        QVERIFY(inbox.tenant == key.tenant && inbox.opened == sessions && inbox.updated == std::vector{ id<SessionId>(9) });
        QVERIFY(roundTrip(InboxChange{ key.tenant }).opened.empty());
        const QByteArray any = QByteArray("a \"b\"\0\xff", 8);
        const NodePiece piece = roundTrip(NodePiece{ m_self, {}, true, 7, 2, 3, any });
        QVERIFY(piece.from == m_self && !piece.to && piece.isAnswer && piece.number == 7 && piece.part == 2 && piece.parts == 3);
        QCOMPARE(piece.bytes, any);
        QVERIFY(roundTrip(NodePiece{ m_self, id<NodeId>(91), false, 1 }).to == id<NodeId>(91));
    }

    void echo()
    {
        const QByteArray own = m_codec.encode(PresenceQuery{ key }, m_channel);
        QVERIFY(m_codec.isEcho(own));
        QVERIFY(!BusCodec(id<NodeId>(91), secret).isEcho(own));
        QVERIFY(!m_codec.isEcho("x"));
    }

    // F09: what a later version adds is ignored, and a kind it adds is not taken for an attack.
    void unknown()
    {
        const QByteArray start = "{\"version\":9,\"node\":\"" + id<NodeId>(91).toByteArray() + "\",\"tenant\":\"sh:op \\\"x\\\"\",\"session\":\""
            + key.session.toByteArray() + "\",\"shiny\":[1,{\"new\":null}],";
        const auto more = m_codec.decode(sealed(start + json("'kind':'presence_query','body':{'why':1}}"), m_channel), m_channel);
        QVERIFY(more && std::holds_alternative<PresenceQuery>(more->event));
        const auto other = m_codec.decode(sealed(start + json("'kind':'receipt_of_the_future'}"), m_channel), m_channel);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::UnknownType);
    }

    void forged_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("channel");
        const QByteArray good = m_codec.encode(StoredMessage{ std::make_shared<const ChatMessage>(message()) }, m_channel);
        const QByteArray body = good.mid(64);
        QTest::newRow("another secret") << sealed(body, m_channel, "guessed") << m_channel;
        QTest::newRow("no secret") << sealed(body, m_channel, "") << m_channel;
        QTest::newRow("another channel") << good << sessionChannel({ key.tenant, id<SessionId>(8) });
        QTest::newRow("another text") << QByteArray(good).replace("Ol", "Al") << m_channel;
        QTest::newRow("no digest") << body << m_channel;
        QTest::newRow("upper-case digest") << good.left(64).toUpper() + body << m_channel;
        QTest::newRow("a digest of nothing") << QByteArray(64, '0') + body << m_channel;
        QTest::newRow("cut") << good.chopped(1) << m_channel;
    }

    void forged()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, channel);
        const auto envelope = m_codec.decode(bytes, channel);
        QVERIFY(!envelope);
        QCOMPARE(envelope.error().code, ErrorCode::InvalidMessage);
    }

    // Genuine, but not what it says it is.
    void schema_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray node = "\"node\":\"" + id<NodeId>(91).toByteArray() + '"';
        const QByteArray session = ",\"tenant\":\"t\",\"session\":\"" + key.session.toByteArray() + '"';
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("no node") << json("{'kind':'probe'}");
        QTest::newRow("node of another type") << json("{'node':7,'kind':'probe'}");
        QTest::newRow("no session") << "{" + node + json(",'kind':'message','seq':1,'body':{}}");
        QTest::newRow("no seq") << "{" + node + session + json(",'kind':'head','body':{}}");
        QTest::newRow("seq 0") << "{" + node + session + json(",'kind':'head','seq':0}");
        QTest::newRow("a fraction") << "{" + node + session + json(",'kind':'head','seq':1.5}");
        QTest::newRow("no body") << "{" + node + session + json(",'kind':'message','seq':1}");
        QTest::newRow("users of another type") << "{" + node + session + json(",'kind':'presence_list','body':{'to':'")
                + id<NodeId>(90).toByteArray() + json("','users':[7]}}");
        QTest::newRow("a user without a name's owner") << "{" + node + session + json(",'kind':'presence_list','body':{'to':'")
                + id<NodeId>(90).toByteArray() + json("','users':[{'user_name':'x','role':'agent'}]}}");
        QTest::newRow("an unknown role") << "{" + node + session + json(",'kind':'presence','body':{'user_id':'")
                + id<UserId>(1).toByteArray() + json("','role':'king','joined':true}}");
        QTest::newRow("closed at no time") << "{" + node + session + json(",'kind':'closed','body':{'closed':true}}");
        QTest::newRow("sessions that are none") << "{" + node + session + json(",'kind':'inbox','body':{'opened':['7']}}");
        QTest::newRow("too many sessions") << "{" + node + session + json(",'kind':'inbox','body':{'updated':[")
                + ('"' + key.session.toByteArray() + "\",").repeated(1'000) + '"' + key.session.toByteArray() + "\"]}}";
        const QByteArray piece = "{" + node + json(",'kind':'node_piece','body':{'from':'") + id<NodeId>(91).toByteArray() + json("',");
        QTest::newRow("a piece of no question") << piece + json("'answer':true,'part':0,'parts':1,'bytes':''}}");
        QTest::newRow("a piece behind the last") << piece + json("'answer':true,'number':1,'part':2,'parts':2,'bytes':''}}");
        QTest::newRow("too many pieces") << piece + json("'answer':true,'number':1,'part':0,'parts':1025,'bytes':''}}");
        QTest::newRow("a piece too large") << piece + json("'answer':true,'number':1,'part':0,'parts':1,'bytes':'")
                + QByteArray(NodePiece::maxBytes + 1, 'x').toBase64() + json("'}}");
        QTest::newRow("a piece of strange letters") << piece + json("'answer':true,'number':1,'part':0,'parts':1,'bytes':'%%'}}");
        QTest::newRow("deep") << json("{'a':") + QByteArray(100'000, '[') + '}';
    }

    void schema()
    {
        QFETCH(QByteArray, text);
        const auto envelope = m_codec.decode(sealed(text, m_channel), m_channel);
        QVERIFY(!envelope);
        QCOMPARE(envelope.error().code, ErrorCode::InvalidMessage);
    }

    void bounds()
    {
        const auto probe = [&](qsizetype size) {
            const QByteArray start = "{\"node\":\"" + id<NodeId>(91).toByteArray() + json("','kind':'probe','pad':'");
            return sealed(start + QByteArray(size - 64 - start.size() - 2, 'x') + "\"}", m_channel);
        };
        QCOMPARE(probe(BusCodec::maxSize).size(), BusCodec::maxSize);
        QVERIFY(m_codec.decode(probe(BusCodec::maxSize), m_channel));
        QVERIFY(!m_codec.decode(probe(BusCodec::maxSize + 1), m_channel));
        QVERIFY(!m_codec.decode({}, m_channel));
        QVERIFY(!m_codec.decode(QByteArray(65, '{'), m_channel));
    }

    // No byte of a genuine envelope can be changed.
    void mutated()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArray good = m_codec.encode(StoredMessage{ std::make_shared<const ChatMessage>(message()) }, m_channel);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes = good;
            for (int i = random.bounded(1, 4); i > 0; --i)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            if (bytes != good)
                QVERIFY(!m_codec.decode(bytes, m_channel));
        }
    }
};

QTEST_GUILESS_MAIN(TestBusCodec)
#include "tst_buscodec.moc"
