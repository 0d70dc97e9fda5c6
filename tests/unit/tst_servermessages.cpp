// SPDX-License-Identifier: Apache-2.0
// What holds for every server envelope beside its golden file: it is JSON whatever the text, and what a program reads
// back is the text that went in (docs/faults.md B134, B135, B144, B146, B160).
// Seen red: without the escape of control characters, with the word scan starting one byte late, with an error's
// message not escaped (B144), with the buffer grown to what each envelope needs, with escapes counted whole beside what
// they replace, without the last vector of a scan, which overlaps the one before.
#include "protocol/servermessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace conversa;

namespace {

QString unescapeHtml(QString text)
{
    const auto replace
        = [&text](const char *entity, char c) { text.replace(QLatin1String(entity), QString(QLatin1Char(c))); };
    replace("&lt;", '<');
    replace("&gt;", '>');
    replace("&quot;", '"');
    replace("&#39;", '\'');
    replace("&amp;", '&');
    return text;
}

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QJsonObject payload(const QByteArray &json)
{
    return parsed(json)[QLatin1String("payload")].toObject();
}

QString member(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)].toString();
}

EnvelopeInfo envelope()
{
    return { 1'760'110'265'250, Uuid::random(), {} };
}

ChatMessage message(const QByteArray &text)
{
    return { .id = { Uuid::random() },
        .key = { "dev", { Uuid::random() } },
        .seq = 1,
        .contact = { Uuid::random() },
        .user = { Uuid::random() },
        .text = text };
}

QByteArray sent(const QByteArray &text, Audience audience)
{
    QByteArray out;
    encodeMessageSent(out, envelope(), message(text), audience);
    return out;
}

QByteArray randomText(QRandomGenerator &random)
{
    static constexpr char ascii[] = "<>&\"'\\/ \n\t\b\f\r\x01\x1f\x7f";
    std::u32string text;
    for (int i = random.bounded(60); i > 0; --i) {
        char32_t c = random.bounded(2) == 0 ? char32_t(ascii[random.bounded(int(std::size(ascii)))])
                                            : random.bounded(0x110000);
        text.push_back(c >= 0xD800 && c <= 0xDFFF ? U'x' : c);
    }
    return QString::fromStdU32String(text).toUtf8();
}

} // namespace

class TestServerMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textComesBack_data();
    void textComesBack();
    void randomTextComesBack();
    void everySpecialAtEveryPlace();
    void writesSpecCharactersAsTheyAre();
    void escapesErrorsAndNames();
    void keepsRequestIds();
    void growsByDoubling();
    void wireSizeIsEnough();
    void namesRoles();
};

void TestServerMessages::textComesBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("B134 operators and quotes") << QByteArray("a < b && c > d \"q\" 'x'");
    QTest::newRow("B135 typed references") << QByteArray("&lt;b&gt; &amp;amp; &#39;");
    QTest::newRow("B146 control characters") << QByteArray("a\r\nb\t\x01\x1f\x1b[31m\b\f");
    QTest::newRow("B160 separators") << QByteArray("a\xE2\x80\xA8"
                                                   "b\xE2\x80\xA9");
    QTest::newRow("backslashes") << QByteArray("C:\\new\\u0041 \\\\");
    QTest::newRow("B156 non-character") << QByteArray("\xEF\xBF\xBE");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("10 KB of quotes") << QByteArray(10'240, '"');
}

void TestServerMessages::textComesBack()
{
    QFETCH(QByteArray, text);
    const QString wanted = QString::fromUtf8(text);
    QCOMPARE(member(payload(sent(text, Audience::Plain)), "text"), wanted);
    QCOMPARE(unescapeHtml(member(payload(sent(text, Audience::Escaped)), "text")), wanted);
}

void TestServerMessages::randomTextComesBack()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray text = randomText(random);
        const QString wanted = QString::fromUtf8(text);
        QCOMPARE(member(payload(sent(text, Audience::Plain)), "text"), wanted);
        QCOMPARE(unescapeHtml(member(payload(sent(text, Audience::Escaped)), "text")), wanted);
    }
}

// The scan takes eight bytes a step: each special must be found in each of them, and in the rest at the end.
void TestServerMessages::everySpecialAtEveryPlace()
{
    for (const char special : QByteArray("\"\\<>&'\n\x1f")) {
        for (int place = 0; place < 20 * 20; ++place) {
            const QByteArray text = QByteArray(place / 20, '\x21') + special + QByteArray("\xC3\xA9").repeated(place % 20 / 2)
                + QByteArray(place % 2, '\x7e');
            QCOMPARE(member(payload(sent(text, Audience::Plain)), "text"), QString::fromUtf8(text));
            const QString escaped = member(payload(sent(text, Audience::Escaped)), "text");
            QCOMPARE(unescapeHtml(escaped), QString::fromUtf8(text));
            QVERIFY(!escaped.contains(QLatin1Char('<')) && !escaped.contains(QLatin1Char('"')));
        }
    }
}

void TestServerMessages::writesSpecCharactersAsTheyAre()
{
    const QByteArray text = "Ol\xC3\xA1 \xF0\x9F\x98\x80 \xE2\x80\xA8 \x7f /";
    QVERIFY(sent(text, Audience::Plain).contains(text));
    QVERIFY(sent(text, Audience::Escaped).contains(text));
    QVERIFY(sent("\x01\n", Audience::Plain).contains("\"text\":\"\\u0001\\n\""));
}

void TestServerMessages::escapesErrorsAndNames()
{
    const QByteArray hostile = "<img src=x onerror=\"alert(1)\">";
    const Error error{ ErrorCode::InvalidField, hostile, hostile };
    const UserInfo user{ { Uuid::random() }, hostile, Role::Agent };
    const SessionId session{ Uuid::random() };
    const SessionJoined joined{ .session = session, .epoch = {}, .users = { user } };
    const auto expectEscaped = [&hostile](const QByteArray &json) {
        QVERIFY(!json.contains('<') && !json.contains("\\\""));
        QVERIFY(unescapeHtml(QString::fromUtf8(json)).contains(QString::fromUtf8(hostile)));
    };
    QByteArray out;
    encodeError(out, envelope(), error, hostile, Audience::Escaped);
    expectEscaped(out);
    encodeUserJoined(out = {}, envelope(), session, user, Audience::Escaped);
    expectEscaped(out);
    encodeUserTyping(out = {}, envelope(), { session, {}, user, true }, Audience::Escaped);
    expectEscaped(out);
    encodeSessionJoined(out = {}, envelope(), joined, Audience::Escaped);
    expectEscaped(out);
}

// A program compares it with what it sent, so it comes back as it was.
void TestServerMessages::keepsRequestIds()
{
    const QByteArray requestId = "<\"1\" & \\2>\n";
    EnvelopeInfo info = envelope();
    info.requestId = requestId;
    QByteArray out;
    encodePong(out, info);
    QCOMPARE(member(parsed(out), "request_id"), QString::fromUtf8(requestId));
}

// Many envelopes in one buffer must not copy all of it for each.
void TestServerMessages::growsByDoubling()
{
    QByteArray out;
    QSet<qsizetype> capacities;
    for (int i = 0; i < 2'000; ++i) {
        encodePong(out, envelope());
        capacities.insert(out.capacity());
    }
    QVERIFY2(capacities.size() <= 24, qPrintable(QString::number(capacities.size())));
}

void TestServerMessages::wireSizeIsEnough()
{
    QRandomGenerator random(1);
    ChatMessage whole = message({});
    whole.seq = std::numeric_limits<qint64>::max();
    whole.role = Role::Admin;
    whole.replyTo = MessageId{ Uuid::random() };
    whole.clientMessageId = QByteArray(64, '"');
    const auto replayed = [&](const QByteArray &text) {
        whole.text = text;
        QByteArray out;
        encodeReplayedMessage(out, envelope(), whole, Audience::Escaped, whole.user);
        return out.size();
    };
    const qint64 around = replayed({});
    const qint64 told = wireSize(whole);
    QVERIFY2(around <= told, QByteArray::number(around));
    for (int i = 0; i < 1'000; ++i) {
        const QByteArray text = randomText(random);
        const qint64 size = replayed(text);
        QCOMPARE(size - around, wireSize(whole) - told);
    }
}

void TestServerMessages::namesRoles()
{
    for (const Role role : { Role::Admin, Role::Agent, Role::Contact, Role::Service })
        QCOMPARE(parseRole(roleName(role)), std::optional(role));
    QCOMPARE(roleName(Role::Contact), std::string_view("contact"));
    QVERIFY(!parseRole("Admin"));
    QVERIFY(!parseRole(""));
}

QTEST_GUILESS_MAIN(TestServerMessages)
#include "tst_servermessages.moc"
