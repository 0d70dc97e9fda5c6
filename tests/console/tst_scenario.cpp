// SPDX-License-Identifier: Apache-2.0
// Scenario files (docs/console.md, "Scenario files"): what is one, and what exactly is wrong with what is none.
// Seen red: a member that nobody asked for let pass (wrong), the reader without the reply's name checked (wrong), a writer
// without `absent` (goesRoundTrip).
#include "model/scenario.h"

#include <QFile>
#include <QTest>

using namespace conversa;
using namespace conversa::console;
using namespace Qt::StringLiterals;

class TestScenario : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void goesRoundTrip();
    void wrong_data();
    void wrong();
};

namespace {

QByteArray example(const QString &name)
{
    QFile file(qEnvironmentVariable("CONVERSA_SOURCE") + u"/docs/scenarios/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no example");
    return file.readAll();
}

// A scenario with this one step, after a message called "first".
QByteArray withStep(const QByteArray &step)
{
    return R"({"name":"x","parties":[{"name":"a","role":"agent"}],"steps":[{"do":"send","party":"a","text":"t","as":"first"},)" + step + "]}";
}

} // namespace

void TestScenario::reads()
{
    const auto scenario = readScenario(example(u"question-and-answer.json"_s));
    QVERIFY(scenario);
    QCOMPARE(scenario->parties.size(), size_t(2));
    QVERIFY(scenario->parties[1].isContact);
    QCOMPARE(describe(scenario->steps[5]), u"Ana sends \"Where is my order?\""_s);
    QCOMPARE(scenario->steps[9].replyTo, u"question"_s);
    QCOMPARE(scenario->steps.back().ms, std::optional(15'000));
}

void TestScenario::goesRoundTrip()
{
    for (const QString &name : { u"question-and-answer.json"_s, u"closed-session.json"_s }) {
        const auto scenario = readScenario(example(name));
        const auto again = readScenario(writeScenario(*scenario));
        QVERIFY(again && *again == *scenario);
    }
}

void TestScenario::wrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &json, const QByteArray &sentence) {
        QTest::newRow(name) << json << sentence;
    };
    row("no JSON", "{\n  \"name\": \"x\",\n  \"parties\" [] }", "line 3: missing name separator");
    row("no object", "[]", "the file: must hold one object");
    row("no name", "{}", "the scenario: \"name\" is missing");
    row("no steps", R"({"name":"x","parties":[1],"steps":[]})", "the scenario: \"steps\" must be a list that is not empty");
    row("unknown member", R"({"name":"x","parties":[1],"steps":[1],"stepps":1})", "the scenario: \"stepps\" is not known here");
    row("a session that is none", R"({"name":"x","session_id":"y","parties":[1],"steps":[1]})", "the scenario: \"session_id\" must be a UUID");
    row("a deadline of words", R"({"name":"x","deadline_ms":"y","parties":[1],"steps":[1]})", "the scenario: \"deadline_ms\" must be a whole number from 1 to 600000");
    row("a party that is none", R"({"name":"x","parties":[1],"steps":[1]})", "party 1: must be an object");
    row("a role", R"({"name":"x","parties":[{"name":"a","role":"admin"}],"steps":[1]})", "party 1: \"role\" must be \"agent\" or \"contact\"");
    row("a key in the file", R"({"name":"x","parties":[{"name":"a","role":"agent","key":"secret"}],"steps":[1]})", "party 1: \"key\" is not known here");
    row("two of a name", R"({"name":"x","parties":[{"name":"a","role":"agent"},{"name":"a","role":"agent"}],"steps":[{"do":"wait","ms":1}]})", "parties: two are called \"a\"");
    row("a step that is none", withStep("7"), "step 2: must be an object");
    row("no do", withStep(R"({"party":"a"})"), "step 2: \"do\" is missing");
    row("unknown step", withStep(R"({"do":"dance","party":"a"})"), "step 2: there is no step \"dance\"");
    row("no party", withStep(R"({"do":"join"})"), "step 2: \"party\" is missing");
    row("unknown party", withStep(R"({"do":"join","party":"b"})"), "step 2: there is no party \"b\"");
    row("empty text", withStep(R"({"do":"send","party":"a","text":""})"), "step 2: \"text\" must be a text");
    row("unknown event", withStep(R"({"do":"expect","party":"a","event":"rain"})"), "step 2: there is no event \"rain\"");
    row("unknown error", withStep(R"({"do":"send","party":"a","text":"t","fails":"rain"})"), "step 2: \"fails\" must be an error code of the protocol");
    row("unknown reply", withStep(R"({"do":"send","party":"a","text":"t","reply_to":"second"})"), "step 2: no message before it is called \"second\"");
    row("a wait without time", withStep(R"({"do":"wait"})"), "step 2: \"ms\" is missing");
    row("a wait for ever", withStep(R"({"do":"wait","ms":600001})"), "step 2: \"ms\" must be a whole number from 1 to 600000");
    row("a member of another step", withStep(R"({"do":"join","party":"a","text":"t"})"), "step 2: \"text\" is not known here");
    row("too large", QByteArray(Scenario::maxSize + 1, ' '), "the file: is larger than 1048576 bytes");
}

void TestScenario::wrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, sentence);
    const auto scenario = readScenario(json);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().message, sentence);
}

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
