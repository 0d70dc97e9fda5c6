// SPDX-License-Identifier: Apache-2.0
// doctor: the way to a server step by step, each with its time and, where it fails, what helps.
#include "conversactl/actions.h"
#include "conversactl/arguments.h"
#include "conversactl/doctorsteps.h"
#include "conversactl/exitcodes.h"
#include "conversactl/output.h"
#include "conversactl/texttable.h"
#include "core/histogram.h"
#include "terminal/terminaltext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

struct NamedStep
{
    const char *name;
    Finding (DoctorSteps::*look)();
    bool isNeeded; // without it none of the others can go well
};

constexpr NamedStep ladder[] = {
    {"name", &DoctorSteps::lookUpName, true},
    {"tcp", &DoctorSteps::connectTcp, true},
    {"tls", &DoctorSteps::shakeHandsTls, true},
    {"http", &DoctorSteps::askHttp, true},
    {"clock", &DoctorSteps::compareClocks, false},
    {"ready", &DoctorSteps::askReady, false},
    {"database", &DoctorSteps::askDatabase, false},
    {"redis", &DoctorSteps::askRedis, false},
    {"upgrade", &DoctorSteps::upgrade, false},
    {"key", &DoctorSteps::authenticate, true},
    {"socket", &DoctorSteps::openSocket, false},
    {"address", &DoctorSteps::compareAddresses, false},
    {"descriptors", &DoctorSteps::countDescriptors, false},
};

constexpr const char *resultNames[] = {"ok", "note", "FAILED"};

void print(Output &out, const NamedStep &step, const Finding &finding, qint64 tookUs)
{
    out.line(QByteArray(resultNames[size_t(finding.result)]).leftJustified(8) + QByteArray(step.name).leftJustified(13)
             + (QByteArray::number(double(tookUs) / 1'000, 'f', 1) + " ms").rightJustified(11) + "  " + terminalLine(finding.sentence));
    if (!finding.remedy.isEmpty())
        out.line(QByteArray(34, ' ') + terminalLine(finding.remedy));
}

QJsonObject jsonOf(const NamedStep &step, const Finding &finding, qint64 tookUs)
{
    QJsonObject json{{"name"_L1, QLatin1String(step.name)}, {"result"_L1, QString::fromLatin1(resultNames[size_t(finding.result)]).toLower()},
                     {"took_us"_L1, tookUs}, {"sentence"_L1, QString::fromUtf8(finding.sentence)}};
    if (!finding.remedy.isEmpty())
        json.insert("remedy"_L1, QString::fromUtf8(finding.remedy));
    return json;
}

} // namespace

Result<int> doctor(Call &call)
{
    auto address = ServerAddress::of(call.arguments);
    if (!address)
        return address.error();
    DoctorSteps steps(*address, call.server, call.arguments.value("metrics"));
    QJsonArray all;
    bool isWell = true;
    for (const NamedStep &step : ladder) {
        const qint64 begunUs = steadyUs();
        const Finding finding = (steps.*step.look)();
        const qint64 tookUs = steadyUs() - begunUs;
        all.append(jsonOf(step, finding, tookUs));
        if (!call.arguments.has("json"))
            print(call.out, step, finding, tookUs);
        isWell = isWell && finding.result != Finding::Failed;
        if (finding.result == Finding::Failed && step.isNeeded)
            break;
    }
    if (call.arguments.has("json"))
        call.out.line(QJsonDocument(QJsonObject{{"steps"_L1, all}, {"ok"_L1, isWell}}).toJson(QJsonDocument::Compact));
    return isWell ? exitOk : exitFound;
}

} // namespace conversa::ctl
