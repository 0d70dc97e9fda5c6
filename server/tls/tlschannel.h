// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/tlscontext.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <span>
#include <utility>

struct ssl_st;

namespace conversa {

// The server's end of one TLS connection: bytes in, bytes out, no socket. Lives in one thread at a time.
class TlsChannel
{
public:
    // The most plain bytes that one record takes.
    static constexpr qsizetype recordSize = 16'384;

    explicit TlsChannel(std::shared_ptr<const TlsContext> context);
    ~TlsChannel();
    Q_DISABLE_COPY_MOVE(TlsChannel)

    // What the peer has sent next; it has to stay until read() has given it all.
    void feed(QByteArrayView wire) { m_input = wire; }
    // Decrypts into `buffer`, after shaking hands; an empty view when there is nothing more for now, or the channel is over.
    QByteArrayView read(std::span<char> buffer);
    // Encrypts up to recordSize bytes. Only while isOpen().
    void write(std::span<const char> plain);
    // Says that no more will be written, if there is anybody to say it to.
    void end();
    // What is to be sent to the peer.
    QByteArray takeOutput() { return std::exchange(m_output, {}); }
    bool hasOutput() const { return !m_output.isEmpty(); }

    bool isShaking() const { return m_state == State::Shaking; }
    bool isOpen() const { return m_state == State::Open; }
    // The peer has said that it sends no more.
    bool isEnded() const { return m_state == State::Ended; }
    // Why the channel failed; empty: it did not.
    const QByteArray &failure() const { return m_failure; }

private:
    enum class State : quint8 { Shaking, Open, Ended, Failed };
    struct Free
    {
        void operator()(ssl_st *handle) const;
    };
    struct Bio; // OpenSSL's view of m_input and m_output

    bool shake();
    void onStopped(int code);

    std::shared_ptr<const TlsContext> m_context;
    std::unique_ptr<ssl_st, Free> m_handle;
    State m_state = State::Shaking;
    QByteArrayView m_input;
    QByteArray m_output;
    QByteArray m_failure;
};

} // namespace conversa
