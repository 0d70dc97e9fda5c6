// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/endpoint.h"
#include "model/probe.h"

#include <QElapsedTimer>
#include <QHostInfo>

#include <array>
#include <memory>

namespace conversa::console {

// The way to a server, rung by rung.
enum class Step { Resolve, Reach, Secure, Upgrade, Key, Rights, RoundTrip, Clock };
constexpr size_t StepCount = size_t(Step::Clock) + 1;

enum class StepState { Waiting, Running, Passed, Warned, Failed, Skipped };

struct StepReport
{
    StepState state = StepState::Waiting;
    Finding finding = Finding::None;
    qint64 tookMs = 0;
    QString detail; // as the machine says it: addresses, a cipher, a status line; from the server, so plain text only
    qint64 figure = 0; // of Secure: days to expiry; of RoundTrip: ms; of Clock: seconds the server is ahead
};

// Tries every step of a connection once and says how it went; each may take the endpoint's timeout. The key is sent only to a peer that is trusted, and
// forgotten at the end. Lives in the GUI thread; owned by the Connect page.
class Diagnosis : public QObject
{
    Q_OBJECT

public:
    explicit Diagnosis(QObject *parent = nullptr);
    ~Diagnosis() override;

    // Starts anew if it runs already.
    void start(const Endpoint &target);
    void stop();

    bool isRunning() const { return m_isRunning; }
    const StepReport &report(Step step) const { return m_reports[size_t(step)]; }
    // What TLS told, once Secure is over.
    const std::optional<Peer> &peer() const { return m_peer; }

Q_SIGNALS:
    void stepChanged(conversa::console::Step step);
    void finished();

private:
    using Answered = void (Diagnosis::*)(const HttpAnswer &);

    void begin(Step step);
    void end(Step step, StepState state, Finding finding, const QString &detail = {}, qint64 figure = 0);
    void pass(Step step, const QString &detail = {}, qint64 figure = 0);
    // Nothing further can be tried.
    void fail(Step step, Finding finding, const QString &detail);
    void finish();

    void onResolved(const QHostInfo &info);
    void onReached(const QString &peerAddress);
    void onSecured(const Peer &peer);
    void onUpgraded(const HttpAnswer &answer);
    void onCapabilities(const HttpAnswer &answer);
    void onEcho(const HttpAnswer &answer);
    void renewProbe(Answered answered);
    void dropProbe();
    void reach();
    void upgrade();
    void askApart(const QByteArray &path, Answered answered);
    QByteArray request(const QByteArray &path, const QByteArray &more = {}) const;

    Endpoint m_target;
    std::array<StepReport, StepCount> m_reports;
    std::optional<Peer> m_peer;
    std::unique_ptr<Probe> m_probe;
    QElapsedTimer m_since;
    Step m_step = Step::Resolve;
    int m_lookup = -1;
    bool m_isRunning = false;
};

} // namespace conversa::console
