// SPDX-License-Identifier: Apache-2.0
#include "tls/tlscontext.h"

#include "core/timestamp.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <ctime>

namespace conversa {

namespace {

// Forward secrecy and authenticated encryption only; TLS 1.3 has nothing else.
constexpr char ciphersOfTls12[] = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr char groups[] = "X25519:P-256:P-384";

Error broken(const QByteArray &what)
{
    return {ErrorCode::InvalidField, what};
}

// Of the errors that OpenSSL has gathered the first says why.
QByteArray takeReason()
{
    const char *reason = ERR_reason_error_string(ERR_get_error());
    ERR_clear_error();
    return reason ? reason : "it is damaged";
}

Result<void> checkReadable(const QByteArray &key, const QByteArray &file)
{
    if (::access(file.constData(), R_OK) == 0)
        return {};
    return broken(key + ": cannot read " + file + ": " + std::strerror(errno));
}

int noPassword(char *, int, int, void *)
{
    return 0;
}

qint64 toMs(const ASN1_TIME *time)
{
    std::tm utc{};
    ASN1_TIME_to_tm(time, &utc);
    return qint64(::timegm(&utc)) * 1'000;
}

} // namespace

void TlsContext::Free::operator()(ssl_ctx_st *handle) const
{
    SSL_CTX_free(handle);
}

TlsContext::TlsContext()
    : m_handle(SSL_CTX_new(TLS_server_method()))
{
    SSL_CTX *context = m_handle.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, ciphersOfTls12);
    SSL_CTX_set1_groups_list(context, groups);
    // No session outlives its connection, so no key does that others could be read with.
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                     | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    // An idle connection keeps no buffers.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_default_passwd_cb(context, &noPassword);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const TlsFiles &files, qint64 nowMs)
{
    const std::shared_ptr<TlsContext> context(new TlsContext);
    if (files.onlyTls13)
        SSL_CTX_set_min_proto_version(context->handle(), TLS1_3_VERSION);
    ERR_clear_error();
    if (const auto read = context->read(files); !read)
        return read.error();
    if (const auto valid = context->readValidity(files.certificate, nowMs); !valid)
        return valid.error();
    return std::shared_ptr<const TlsContext>(context);
}

Result<void> TlsContext::read(const TlsFiles &files)
{
    if (const auto readable = checkReadable("tls.certificate", files.certificate); !readable)
        return readable;
    if (const auto readable = checkReadable("tls.key", files.key); !readable)
        return readable;
    if (SSL_CTX_use_certificate_chain_file(handle(), files.certificate.constData()) != 1)
        return broken("tls.certificate: " + files.certificate + " holds no certificate in PEM that can be used: " + takeReason());
    if (SSL_CTX_use_PrivateKey_file(handle(), files.key.constData(), SSL_FILETYPE_PEM) != 1) {
        const bool isOther = ERR_GET_REASON(ERR_peek_error()) == X509_R_KEY_VALUES_MISMATCH
            || ERR_GET_REASON(ERR_peek_error()) == X509_R_KEY_TYPE_MISMATCH;
        const QByteArray reason = takeReason();
        return isOther ? broken("tls.key: " + files.key + " is not the key of the certificate in " + files.certificate)
                       : broken("tls.key: " + files.key + " holds no key in PEM, without a password, that can be used: " + reason);
    }
    if (SSL_CTX_check_private_key(handle()) != 1)
        return broken("tls.key: " + files.key + " is not the key of the certificate in " + files.certificate);
    struct stat status{};
    m_keyExposed = ::stat(files.key.constData(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
    return {};
}

Result<void> TlsContext::readValidity(const QByteArray &file, qint64 nowMs)
{
    const X509 *certificate = SSL_CTX_get0_certificate(handle());
    const qint64 fromMs = toMs(X509_get0_notBefore(certificate));
    m_expiresMs = toMs(X509_get0_notAfter(certificate));
    if (nowMs >= m_expiresMs)
        return broken("tls.certificate: " + file + " expired on " + timestampText(m_expiresMs));
    if (nowMs < fromMs)
        return broken("tls.certificate: " + file + " is not valid before " + timestampText(fromMs));
    return {};
}

} // namespace conversa
