// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scenario.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace conversa::console {

namespace {

Error wrong(const QString &place, const QString &problem)
{
    return { ErrorCode::InvalidField, (place + QLatin1String(": ") + problem).toUtf8() };
}

// The members of one object of the file. The first refusal is kept.
class Members
{
public:
    Members(QJsonObject object, QString place)
        : m_object(std::move(object))
        , m_place(std::move(place))
    {
    }

    QString text(QLatin1String name)
    {
        const QJsonValue value = take(name);
        if (value.isUndefined())
            return {};
        if (!value.isString() || value.toString().isEmpty())
            refuse(QStringLiteral("\"%1\" must be a text").arg(name));
        return value.toString();
    }
    QString requiredText(QLatin1String name)
    {
        if (!m_object.contains(name))
            refuse(QStringLiteral("\"%1\" is missing").arg(name));
        return text(name);
    }
    bool flag(QLatin1String name)
    {
        const QJsonValue value = take(name);
        if (!value.isUndefined() && !value.isBool())
            refuse(QStringLiteral("\"%1\" must be true or false").arg(name));
        return value.toBool();
    }
    std::optional<int> ms(QLatin1String name)
    {
        const QJsonValue value = take(name);
        if (value.isUndefined())
            return std::nullopt;
        const int number = value.toInt(-1);
        if (number < 1 || number > Scenario::maxMs)
            refuse(QStringLiteral("\"%1\" must be a whole number from 1 to %2").arg(name).arg(Scenario::maxMs));
        return number;
    }
    template <typename T>
    std::optional<T> id(QLatin1String name)
    {
        const QByteArray value = text(name).toLatin1();
        if (value.isEmpty())
            return std::nullopt;
        const auto parsed = T::parse({ value.constData(), size_t(value.size()) });
        if (!parsed)
            refuse(QStringLiteral("\"%1\" must be a UUID").arg(name));
        return parsed;
    }
    QJsonArray list(QLatin1String name)
    {
        const QJsonValue value = take(name);
        if (!value.isArray() || value.toArray().isEmpty())
            refuse(QStringLiteral("\"%1\" must be a list that is not empty").arg(name));
        return value.toArray();
    }

    void refuse(const QString &problem)
    {
        if (!m_refusal)
            m_refusal = wrong(m_place, problem);
    }
    // What nobody asked for is a mistake.
    std::optional<Error> finish()
    {
        if (!m_object.isEmpty())
            refuse(QStringLiteral("\"%1\" is not known here").arg(m_object.begin().key()));
        return m_refusal;
    }

private:
    QJsonValue take(QLatin1String name) { return m_object.take(name); }

    QJsonObject m_object;
    QString m_place;
    std::optional<Error> m_refusal;
};

Result<ScenarioParty> readParty(const QJsonValue &value, const QString &place)
{
    if (!value.isObject())
        return wrong(place, QStringLiteral("must be an object"));
    Members members(value.toObject(), place);
    ScenarioParty party{ .name = members.requiredText(QLatin1String("name")) };
    const QString role = members.requiredText(QLatin1String("role"));
    party.isContact = role == QLatin1String("contact");
    if (!party.isContact && role != QLatin1String("agent"))
        members.refuse(QStringLiteral("\"role\" must be \"agent\" or \"contact\""));
    party.keyFrom = members.text(QLatin1String("key_from")).toUtf8();
    if (const auto refusal = members.finish())
        return *refusal;
    return party;
}

void readSend(Members &members, ScenarioStep &step)
{
    step.text = members.requiredText(QLatin1String("text"));
    step.as = members.text(QLatin1String("as"));
    step.replyTo = members.text(QLatin1String("reply_to"));
    step.fails = members.text(QLatin1String("fails")).toLatin1();
    if (!step.fails.isEmpty() && !parseErrorCode({ step.fails.constData(), size_t(step.fails.size()) }))
        members.refuse(QStringLiteral("\"fails\" must be an error code of the protocol"));
}

void readExpect(Members &members, ScenarioStep &step)
{
    const QByteArray word = members.requiredText(QLatin1String("event")).toLatin1();
    const auto event = parseEventWord({ word.constData(), size_t(word.size()) });
    if (!event)
        members.refuse(QStringLiteral("there is no event \"%1\"").arg(QString::fromLatin1(word)));
    step.event = event.value_or(PartyEvent::Kind::Message);
    step.text = members.text(QLatin1String("text"));
    step.isAbsent = members.flag(QLatin1String("absent"));
}

Result<ScenarioStep> readStep(const QJsonValue &value, const QString &place)
{
    if (!value.isObject())
        return wrong(place, QStringLiteral("must be an object"));
    Members members(value.toObject(), place);
    const QString word = members.requiredText(QLatin1String("do"));
    const auto kind = parseStepWord(word.toStdString());
    if (!kind)
        return members.finish().value_or(Error{}).message.contains("missing")
            ? wrong(place, QStringLiteral("\"do\" is missing"))
            : wrong(place, QStringLiteral("there is no step \"%1\"").arg(word));
    ScenarioStep step{ .kind = *kind };
    if (*kind != StepKind::Wait)
        step.party = members.requiredText(QLatin1String("party"));
    if (*kind == StepKind::Send)
        readSend(members, step);
    if (*kind == StepKind::Expect)
        readExpect(members, step);
    step.ms = members.ms(*kind == StepKind::Wait ? QLatin1String("ms") : QLatin1String("within_ms"));
    if (*kind == StepKind::Wait && !step.ms)
        members.refuse(QStringLiteral("\"ms\" is missing"));
    if (const auto refusal = members.finish())
        return *refusal;
    return step;
}

template <typename T>
std::optional<Error> readEach(const QJsonArray &list, const QString &what, std::vector<T> &out,
    Result<T> (*read)(const QJsonValue &, const QString &))
{
    for (const QJsonValue &value : list) {
        auto one = read(value, QStringLiteral("%1 %2").arg(what).arg(out.size() + 1));
        if (!one)
            return one.error();
        out.push_back(*std::move(one));
    }
    return std::nullopt;
}

std::optional<Error> checkParties(const Scenario &scenario)
{
    if (scenario.parties.size() > 8)
        return wrong(QStringLiteral("parties"), QStringLiteral("there may be up to 8"));
    QStringList names;
    for (const ScenarioParty &party : scenario.parties) {
        if (names.contains(party.name))
            return wrong(QStringLiteral("parties"), QStringLiteral("two are called \"%1\"").arg(party.name));
        names.append(party.name);
    }
    return std::nullopt;
}

// That each step names who and what there is.
std::optional<Error> checkSteps(const Scenario &scenario)
{
    QStringList said;
    for (size_t i = 0; i < scenario.steps.size(); ++i) {
        const ScenarioStep &step = scenario.steps[i];
        const QString place = QStringLiteral("step %1").arg(i + 1);
        const auto isIt = [&](const ScenarioParty &party) { return party.name == step.party; };
        if (step.kind != StepKind::Wait && std::none_of(scenario.parties.begin(), scenario.parties.end(), isIt))
            return wrong(place, QStringLiteral("there is no party \"%1\"").arg(step.party));
        if (!step.replyTo.isEmpty() && !said.contains(step.replyTo))
            return wrong(place, QStringLiteral("no message before it is called \"%1\"").arg(step.replyTo));
        if (!step.as.isEmpty())
            said.append(step.as);
    }
    if (scenario.steps.size() > Scenario::maxSteps)
        return wrong(QStringLiteral("steps"), QStringLiteral("there may be up to %1").arg(Scenario::maxSteps));
    return std::nullopt;
}

Result<Scenario> readObject(const QJsonObject &object)
{
    Members members(object, QStringLiteral("the scenario"));
    Scenario scenario{ .name = members.requiredText(QLatin1String("name")),
        .session = members.id<SessionId>(QLatin1String("session_id")),
        .contact = members.id<ContactId>(QLatin1String("contact_id")) };
    scenario.deadlineMs = members.ms(QLatin1String("deadline_ms")).value_or(scenario.deadlineMs);
    const QJsonArray parties = members.list(QLatin1String("parties"));
    const QJsonArray steps = members.list(QLatin1String("steps"));
    if (const auto refusal = members.finish())
        return *refusal;
    if (const auto refusal = readEach(parties, QStringLiteral("party"), scenario.parties, readParty))
        return *refusal;
    if (const auto refusal = readEach(steps, QStringLiteral("step"), scenario.steps, readStep))
        return *refusal;
    if (const auto refusal = checkParties(scenario))
        return *refusal;
    if (const auto refusal = checkSteps(scenario))
        return *refusal;
    return scenario;
}

} // namespace

Result<Scenario> readScenario(const QByteArray &json)
{
    if (json.size() > Scenario::maxSize)
        return wrong(QStringLiteral("the file"), QStringLiteral("is larger than %1 bytes").arg(Scenario::maxSize));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = json.first(std::min<qsizetype>(error.offset, json.size())).count('\n') + 1;
        return Error{ ErrorCode::InvalidJson, QStringLiteral("line %1: %2").arg(line).arg(error.errorString()).toUtf8() };
    }
    if (!document.isObject())
        return wrong(QStringLiteral("the file"), QStringLiteral("must hold one object"));
    return readObject(document.object());
}

} // namespace conversa::console
