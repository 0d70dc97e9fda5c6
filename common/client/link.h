// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/ending.h"
#include "client/pin.h"

#include <QAbstractSocket>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace conversa {

// What a connection is opened with. The token goes into the Authorization header and nowhere else.
struct LinkOptions
{
    QUrl url; // as socketAddress() gives it
    QByteArray token;
    QByteArray client; // name/version
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    int openMs = 10'000; // for the whole handshake
    std::optional<Pin> pin = {}; // the only certificate that is taken
};

// One connection from its first try to its end, which it reports once. Lives in its owner's thread; owned by the
// Connector.
class Link : public QObject
{
    Q_OBJECT

public:
    static constexpr int closeMs = 2'000; // for an answer to our close

    explicit Link(const LinkOptions &options, QObject *parent = nullptr);
    ~Link() override;

    // Once.
    void open();
    // One text message. Nothing happens unless it is open.
    void send(const QByteArray &text);
    // Says goodbye with 1000; `ended` follows.
    void close();
    // Gives up at once; `ended` follows with this.
    void abort(Ending ending);

Q_SIGNALS:
    void opened();
    void received(const QByteArray &text);
    void ended(const conversa::Ending &ending);

private Q_SLOTS:
    void onConnected();
    void onDisconnected();
    void onSslErrors(const QList<QSslError> &errors);
    void onOverdue();

private:
    Ending ending() const;
    Ending failure() const;
    QByteArray bodyOfRefusal() const;
    bool isPinned() const;

    const LinkOptions m_options;
    QWebSocket m_socket;
    QTimer m_deadline;
    QByteArray m_tlsProblem;
    std::optional<Ending> m_given; // by us
    bool m_wasOpen = false;
    bool m_isOver = false;
};

} // namespace conversa
