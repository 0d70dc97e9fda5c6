// SPDX-License-Identifier: Apache-2.0
// ClientReader with limits that are not the default ones, and what its refusals say of them.
// Seen red: 64 keys whatever the limit says, keys of inner objects counted for the outer one.
#include "clientoutcome.h"
#include "protocol/clientreader.h"

#include <QTest>

using namespace conversa;

namespace {

QByteArray send(const QByteArray &text)
{
    return R"({"type":"send_message","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440000",)"
           R"("contact_id":"660e8400-e29b-41d4-a716-446655440000","text":")"
        + text + "\"}}";
}

QByteArray history(const QByteArray &members)
{
    return R"({"type":"get_history","payload":{"session_id":"550e8400-e29b-41d4-a716-446655440000")" + members + "}}";
}

} // namespace

class TestClientLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text(); // B091
    void depth(); // B079
    void keys(); // B084
    void page();
};

void TestClientLimits::text()
{
    const Limits limits{ .text = 8 };
    ClientReader reader(limits);
    QCOMPARE(outcome(reader.read(send("12345678"))), QByteArray("ok"));
    const ClientEnvelope refused = reader.read(send("123456789"));
    QCOMPARE(outcome(refused), QByteArray("message_too_large text"));
    QCOMPARE(refused.body.error().message, QByteArray("text must not be longer than 8 bytes"));
}

void TestClientLimits::depth()
{
    const Limits limits{ .jsonDepth = 3 };
    ClientReader reader(limits);
    QCOMPARE(outcome(reader.read(R"({"type":"ping","x":[[]]})")), QByteArray("ok"));
    const ClientEnvelope refused = reader.read(R"({"type":"ping","x":[[[]]]})");
    QCOMPARE(outcome(refused), QByteArray("invalid_json"));
    QCOMPARE(refused.body.error().message, QByteArray("the message is nested deeper than 3 levels"));
}

void TestClientLimits::keys()
{
    const Limits limits{ .jsonKeys = 4 };
    ClientReader reader(limits);
    // Each object counts its own, before and behind the ones inside it.
    QCOMPARE(
        outcome(reader.read(R"({"type":"ping","a":{"a":1,"b":2,"c":3,"d":4},"b":{"a":1},"c":1})")), QByteArray("ok"));
    QCOMPARE(outcome(reader.read(R"({"type":"ping","a":{"a":1},"b":2,"a":3})")), QByteArray("invalid_json"));
    const ClientEnvelope refused = reader.read(R"({"type":"ping","a":{"a":1},"b":2,"c":3,"d":4})");
    QCOMPARE(outcome(refused), QByteArray("invalid_message"));
    QCOMPARE(refused.body.error().message, QByteArray("an object of the message has more than 4 keys"));
}

void TestClientLimits::page()
{
    const Limits limits{ .pageMessages = 10 };
    ClientReader reader(limits);
    QCOMPARE(outcome(reader.read(history(R"(,"limit":10)"))), QByteArray("ok"));
    QCOMPARE(outcome(reader.read(history(R"(,"limit":11)"))), QByteArray("invalid_field limit"));
    QCOMPARE(std::get<GetHistory>(*reader.read(history({})).body).limit, 10);
}

QTEST_GUILESS_MAIN(TestClientLimits)
#include "tst_clientlimits.moc"
