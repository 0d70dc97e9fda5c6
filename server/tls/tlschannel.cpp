// SPDX-License-Identifier: Apache-2.0
#include "tls/tlschannel.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>

namespace conversa {

// A memory BIO would copy what comes in once more and keep its largest size for ever.
struct TlsChannel::Bio
{
    static TlsChannel &channel(BIO *bio) { return *static_cast<TlsChannel *>(BIO_get_data(bio)); }

    static int read(BIO *bio, char *data, int size)
    {
        BIO_clear_retry_flags(bio);
        QByteArrayView &input = channel(bio).m_input;
        if (input.isEmpty()) {
            BIO_set_retry_read(bio);
            return -1;
        }
        const qsizetype taken = std::min<qsizetype>(size, input.size());
        std::memcpy(data, input.data(), size_t(taken));
        input = input.sliced(taken);
        return int(taken);
    }

    static int write(BIO *bio, const char *data, int size)
    {
        BIO_clear_retry_flags(bio);
        channel(bio).m_output.append(data, size);
        return size;
    }

    static long control(BIO *, int command, long, void *) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

    static const BIO_METHOD *method()
    {
        static const BIO_METHOD *const made = [] {
            BIO_METHOD *all = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "conversa");
            BIO_meth_set_read(all, &Bio::read);
            BIO_meth_set_write(all, &Bio::write);
            BIO_meth_set_ctrl(all, &Bio::control);
            return all;
        }();
        return made;
    }
};

void TlsChannel::Free::operator()(ssl_st *handle) const
{
    SSL_free(handle);
}

TlsChannel::TlsChannel(std::shared_ptr<const TlsContext> context)
    : m_context(std::move(context))
    , m_handle(SSL_new(m_context->handle()))
{
    BIO *bio = BIO_new(Bio::method());
    Q_CHECK_PTR(m_handle);
    Q_CHECK_PTR(bio);
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_handle.get(), bio, bio); // which owns it from here on
    SSL_set_accept_state(m_handle.get());
}

TlsChannel::~TlsChannel() = default;

QByteArrayView TlsChannel::read(std::span<char> buffer)
{
    size_t filled = 0;
    // One call gives one record at most.
    while (filled < buffer.size() && (m_state == State::Open || (m_state == State::Shaking && shake()))) {
        ERR_clear_error();
        size_t size = 0;
        const int code = SSL_read_ex(m_handle.get(), buffer.data() + filled, buffer.size() - filled, &size);
        if (code != 1) {
            onStopped(code);
            break;
        }
        filled += size;
    }
    return {buffer.data(), qsizetype(filled)};
}

bool TlsChannel::shake()
{
    ERR_clear_error();
    const int code = SSL_do_handshake(m_handle.get());
    if (code == 1)
        m_state = State::Open;
    else
        onStopped(code);
    return code == 1;
}

void TlsChannel::onStopped(int code)
{
    switch (SSL_get_error(m_handle.get(), code)) {
    case SSL_ERROR_WANT_READ:
        return;
    case SSL_ERROR_ZERO_RETURN:
        m_state = State::Ended;
        return;
    default:
        break;
    }
    m_state = State::Failed;
    const char *reason = ERR_reason_error_string(ERR_get_error());
    m_failure = reason ? reason : "unknown";
    ERR_clear_error();
}

void TlsChannel::write(std::span<const char> plain)
{
    ERR_clear_error();
    size_t written = 0;
    // What it makes is taken in whole, so it takes all as well.
    if (const int code = SSL_write_ex(m_handle.get(), plain.data(), plain.size(), &written); code != 1)
        onStopped(code);
}

void TlsChannel::end()
{
    if (m_state != State::Open && m_state != State::Ended)
        return;
    ERR_clear_error();
    SSL_shutdown(m_handle.get());
}

} // namespace conversa
