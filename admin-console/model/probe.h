// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/certificate.h"
#include "model/finding.h"
#include "model/httpanswer.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

namespace conversa::console {

// One connection step by step, to see at which one it fails. With TLS it takes every certificate, for a look at it;
// whoever has not found that peer worth trusting must not ask anything. Lives in its owner's thread.
class Probe : public QObject
{
    Q_OBJECT

public:
    explicit Probe(QObject *parent = nullptr);
    ~Probe() override;

    // Once. Each step, each answer too, may take `timeoutMs`.
    void open(const QUrl &address, const QSslConfiguration &tls, int timeoutMs);
    // One HTTP request with its head's lines; one at a time.
    void ask(const QByteArray &request);

Q_SIGNALS:
    void connected(const QString &peerAddress);
    void secured(const conversa::console::Peer &peer); // https only
    void answered(const conversa::console::HttpAnswer &answer);
    // The last signal.
    void failed(conversa::console::Finding finding, const QString &detail);

private Q_SLOTS:
    void onConnected();
    void onEncrypted();
    void onReadyRead();
    void onError(QAbstractSocket::SocketError error);

private:
    void fail(Finding finding, const QString &detail = {});
    void read(bool isEnd);

    QSslSocket m_socket;
    QTimer m_deadline;
    QByteArray m_received;
    bool m_isSecure = false;
    bool m_isShaking = false; // hands, over TLS
    bool m_isAsking = false;
    bool m_isOver = false;
};

} // namespace conversa::console
