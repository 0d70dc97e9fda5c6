// SPDX-License-Identifier: Apache-2.0
// What a client writes is what ClientReader reads, and for each golden client message the same as the file says.
// Seen red: without client_message_id, with the text HTML-escaped, with limit only where it is not 100.
#include "protocol/clientreader.h"
#include "protocol/clientwriter.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace conversa;

namespace {

QString folder()
{
    return qEnvironmentVariable("CONVERSA_SOURCE") + QStringLiteral("/tests/golden/client/");
}

QByteArray contents(const QString &name)
{
    QFile file(folder() + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As a client would have written it that leaves nothing out: no null, content_type and limit said.
QJsonObject complete(QJsonObject envelope)
{
    QJsonObject payload = envelope.value(QLatin1String("payload")).toObject();
    for (const QString &key : payload.keys()) {
        if (payload.value(key).isNull())
            payload.remove(key);
    }
    if (envelope.value(QLatin1String("type")) == QLatin1String("get_history")
        && !payload.contains(QLatin1String("limit")))
        payload.insert(QLatin1String("limit"), 100);
    envelope.insert(QLatin1String("payload"), payload);
    return envelope;
}

} // namespace

class TestClientWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goldenFiles_data();
    void goldenFiles();
    void anyTextComesBack();
    void marks();
};

void TestClientWriter::goldenFiles_data()
{
    QTest::addColumn<QByteArray>("golden");
    const QStringList names = QDir(folder()).entryList({ QStringLiteral("*.json") }, QDir::Files);
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << contents(name);
}

void TestClientWriter::goldenFiles()
{
    QFETCH(const QByteArray, golden);
    const ClientEnvelope read = ClientReader().read(golden);
    QVERIFY(read.body);
    const QByteArray written
        = std::visit([&](const auto &message) { return encoded(message, read.requestId); }, *read.body);
    QCOMPARE(QJsonDocument::fromJson(written).object(), complete(QJsonDocument::fromJson(golden).object()));
}

void TestClientWriter::anyTextComesBack()
{
    const QByteArray text = "\"q\" \\ \t\n d'\xC3\xA1gua & <b>\xE2\x80\xA8\xF0\x9F\x98\x80";
    const SendMessage message{ { Uuid::random() }, { Uuid::random() }, text, MessageId{ Uuid::random() },
        "own \"id\" <7>" };
    const ClientEnvelope read = ClientReader().read(encoded(message, "r"));
    QVERIFY(read.body);
    const auto &back = std::get<SendMessage>(*read.body);
    QCOMPARE(back.text, text);
    QCOMPARE(back.clientMessageId, message.clientMessageId);
    QVERIFY(back.session == message.session && back.contact == message.contact && back.replyTo == message.replyTo);
    QCOMPARE(read.requestId, QByteArray("r"));
}

void TestClientWriter::marks()
{
    const SessionId session{ Uuid::random() };
    QCOMPARE(encoded(MarkMessages{ session, Mark::Read, {}, 7 }),
        "{\"type\":\"mark_read\",\"payload\":{\"session_id\":\"" + session.toByteArray() + "\",\"up_to_seq\":7}}");
    QVERIFY(encoded(MarkMessages{ session, Mark::Delivered, {}, 1 }).startsWith("{\"type\":\"mark_delivered\","));
}

QTEST_GUILESS_MAIN(TestClientWriter)
#include "tst_clientwriter.moc"
