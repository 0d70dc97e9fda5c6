// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis.h"

#include "client/address.h"
#include "model/profile.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cmath>

using namespace Qt::StringLiterals;

namespace conversa::console {

namespace {

constexpr qint64 SlowMs = 500;
constexpr qint64 SkewSeconds = 2; // the server's Date is cut to the second
constexpr qsizetype MostDetail = 300;
constexpr qsizetype MostAddresses = 4;

QString detailOf(const HttpAnswer &answer)
{
    QString text = QString::fromUtf8(answer.statusLine);
    if (!answer.body.isEmpty())
        text += u": "_s + QString::fromUtf8(answer.body).simplified();
    return text.left(MostDetail);
}

Finding findingOf(int status)
{
    switch (status) {
    case 401:
        return Finding::KeyRefused;
    case 403:
        return Finding::NotAllowed;
    case 429:
    case 503:
        return Finding::Busy;
    default:
        return Finding::NotConversa;
    }
}

QString addressesOf(const QHostInfo &info)
{
    QStringList texts;
    for (const QHostAddress &address : info.addresses().first(std::min(info.addresses().size(), MostAddresses)))
        texts.append(address.toString());
    return texts.join(u", "_s);
}

QByteArray webSocketHead()
{
    std::array<quint32, 4> random;
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray nonce(reinterpret_cast<const char *>(random.data()), sizeof random);
    return "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + nonce.toBase64()
        + "\r\n";
}

} // namespace

Diagnosis::Diagnosis(QObject *parent)
    : QObject(parent)
{
}

Diagnosis::~Diagnosis()
{
    stop();
}

void Diagnosis::start(const Endpoint &target)
{
    stop();
    m_target = target;
    m_reports.fill({});
    m_peer.reset();
    m_isRunning = true;
    begin(Step::Resolve);
    m_lookup = QHostInfo::lookupHost(m_target.address.host(), this, [this](const QHostInfo &info) { onResolved(info); });
}

void Diagnosis::stop()
{
    if (m_lookup != -1)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    dropProbe();
    m_target.key.clear();
    m_isRunning = false;
}

void Diagnosis::begin(Step step)
{
    m_step = step;
    m_since.start();
    m_reports[size_t(step)].state = StepState::Running;
    Q_EMIT stepChanged(step);
}

void Diagnosis::end(Step step, StepState state, Finding finding, const QString &detail, qint64 figure)
{
    m_reports[size_t(step)] = { state, finding, m_since.elapsed(), detail, figure };
    Q_EMIT stepChanged(step);
}

void Diagnosis::pass(Step step, const QString &detail, qint64 figure)
{
    end(step, StepState::Passed, Finding::None, detail, figure);
}

void Diagnosis::fail(Step step, Finding finding, const QString &detail)
{
    end(step, StepState::Failed, finding, detail);
    finish();
}

void Diagnosis::finish()
{
    for (size_t i = 0; i < StepCount; ++i) {
        if (m_reports[i].state == StepState::Waiting)
            end(Step(i), StepState::Skipped, Finding::None);
    }
    stop();
    Q_EMIT finished();
}

void Diagnosis::onResolved(const QHostInfo &info)
{
    m_lookup = -1;
    if (info.error() != QHostInfo::NoError)
        return fail(Step::Resolve, Finding::HostNotFound, info.errorString());
    pass(Step::Resolve, addressesOf(info));
    reach();
}

void Diagnosis::reach()
{
    begin(Step::Reach);
    renewProbe(&Diagnosis::onUpgraded);
    connect(m_probe.get(), &Probe::connected, this, &Diagnosis::onReached);
    connect(m_probe.get(), &Probe::secured, this, &Diagnosis::onSecured);
}

void Diagnosis::renewProbe(Answered answered)
{
    dropProbe();
    m_probe = std::make_unique<Probe>();
    connect(m_probe.get(), &Probe::answered, this, answered);
    connect(m_probe.get(), &Probe::failed, this,
        [this](Finding finding, const QString &detail) { fail(m_step, finding, detail); });
    m_probe->open(m_target.address, m_target.tls, m_target.timeoutMs);
}

// Its own signal may be under way.
void Diagnosis::dropProbe()
{
    if (!m_probe)
        return;
    m_probe->disconnect(this);
    m_probe.release()->deleteLater();
}

void Diagnosis::onReached(const QString &peerAddress)
{
    pass(Step::Reach, peerAddress);
    begin(Step::Secure);
    if (m_target.address.scheme() == "https"_L1)
        return;
    if (isReadableOnTheWay(m_target.address))
        end(Step::Secure, StepState::Warned, Finding::ReadableOnTheWay);
    else
        end(Step::Secure, StepState::Skipped, Finding::None);
    upgrade();
}

void Diagnosis::onSecured(const Peer &peer)
{
    m_peer = peer;
    const Trust trust = judge(peer, m_target.pin);
    if (!isTrusted(trust)) {
        const QString reason = peer.errors.isEmpty() ? QString() : peer.errors.first().errorString();
        return fail(Step::Secure, trust == Trust::PinBroken ? Finding::PinBroken : Finding::Untrusted, reason);
    }
    const qint64 days = daysLeft(peer.chain.first(), QDateTime::currentDateTimeUtc());
    const bool isShort = days < FewDays;
    end(Step::Secure, isShort ? StepState::Warned : StepState::Passed, isShort ? Finding::ExpiresSoon : Finding::None,
        peer.protocol + u", "_s + peer.cipher, days);
    upgrade();
}

QByteArray Diagnosis::request(const QByteArray &path, const QByteArray &more) const
{
    QByteArray head = "GET " + path + " HTTP/1.1\r\nHost: " + m_target.address.authority(QUrl::FullyEncoded).toLatin1() + "\r\n" + more;
    if (isToken(m_target.key))
        head += "Authorization: Bearer " + m_target.key + "\r\n";
    return head + "Accept: application/json\r\n\r\n";
}

void Diagnosis::upgrade()
{
    begin(Step::Upgrade);
    m_probe->ask(request("/api/v1/ws/messages?text=plain", webSocketHead()));
}

void Diagnosis::onUpgraded(const HttpAnswer &answer)
{
    if (answer.status == 401) {
        end(Step::Upgrade, StepState::Warned, Finding::None, detailOf(answer));
        begin(Step::Key);
        return fail(Step::Key, isToken(m_target.key) ? Finding::KeyRefused : Finding::KeyMissing, {});
    }
    if (answer.status != 101)
        return fail(Step::Upgrade, findingOf(answer.status), detailOf(answer));
    pass(Step::Upgrade, detailOf(answer));
    begin(Step::Key);
    askApart("/api/v1/admin/capabilities", &Diagnosis::onCapabilities);
}

// Over a connection of its own: a WebSocket takes no further requests, and a refusal ends its connection.
void Diagnosis::askApart(const QByteArray &path, Answered answered)
{
    renewProbe(answered);
    const auto ask = [this, path] {
        m_since.start();
        m_probe->ask(request(path));
    };
    if (m_target.address.scheme() != "https"_L1) {
        connect(m_probe.get(), &Probe::connected, this, ask);
        return;
    }
    connect(m_probe.get(), &Probe::secured, this, [this, ask](const Peer &peer) {
        if (isTrusted(judge(peer, m_target.pin)))
            ask();
        else
            fail(m_step, Finding::Untrusted, {});
    });
}

void Diagnosis::onCapabilities(const HttpAnswer &answer)
{
    if (answer.status == 401)
        return fail(Step::Key, Finding::KeyRefused, detailOf(answer));
    pass(Step::Key);
    begin(Step::Rights);
    const QJsonObject told = QJsonDocument::fromJson(answer.body).object();
    if (answer.status == 200 && told.contains("role"_L1))
        pass(Step::Rights,
            QStringLiteral("%1, Conversa %2").arg(told.value("role"_L1).toString(), told.value("version"_L1).toString()).left(MostDetail));
    else if (answer.status == 403)
        end(Step::Rights, StepState::Warned, Finding::NotAdmin, detailOf(answer));
    else
        return fail(Step::Rights, findingOf(answer.status), detailOf(answer));
    begin(Step::RoundTrip);
    askApart("/live", &Diagnosis::onEcho);
}

void Diagnosis::onEcho(const HttpAnswer &answer)
{
    const qint64 roundTripMs = m_since.elapsed();
    const bool isSlow = roundTripMs > SlowMs;
    end(Step::RoundTrip, isSlow ? StepState::Warned : StepState::Passed, isSlow ? Finding::SlowAnswer : Finding::None, {}, roundTripMs);
    if (!answer.date.isValid())
        return finish();
    // The server wrote its date half a round trip ago, and on average half a second of it was cut off.
    const qint64 aheadMs = QDateTime::currentDateTimeUtc().msecsTo(answer.date) + roundTripMs / 2 + 500;
    const qint64 ahead = qint64(std::llround(double(aheadMs) / 1'000));
    const bool isWrong = std::abs(ahead) > SkewSeconds;
    end(Step::Clock, isWrong ? StepState::Warned : StepState::Passed, isWrong ? Finding::ClockWrong : Finding::None, {}, ahead);
    finish();
}

} // namespace conversa::console
