// SPDX-License-Identifier: Apache-2.0
#include "tls/certificate.h"

#include "core/log.h"
#include "core/timestamp.h"

#include <sys/stat.h>

namespace conversa {

namespace {

constexpr auto lookEvery = std::chrono::milliseconds(1'000);

void report(const TlsFiles &files, const TlsContext &context)
{
    logEvent(logNet(), "certificate_loaded",
             {{"file", files.certificate}, {"expires", timestampText(context.expiresMs())}});
    if (context.isKeyExposed())
        logEvent(logNet(), "certificate_key_exposed", {{"file", files.key}, {"hint", "chmod o-r"}});
}

} // namespace

Certificate::Certificate(TlsFiles files, std::shared_ptr<const TlsContext> first, Clock clock)
    : m_files(std::move(files))
    , m_clock(std::move(clock))
    , m_current(std::move(first))
    , m_read(stamp())
    , m_seen(m_read)
{
    report(m_files, *m_current);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
    m_timer.start(lookEvery);
}

Certificate::Stamp Certificate::stamp() const
{
    // Followed through links, so that one on the way that is turned to another file is noticed too.
    struct stat certificate{};
    struct stat key{};
    ::stat(m_files.certificate.constData(), &certificate);
    ::stat(m_files.key.constData(), &key);
    return {qint64(certificate.st_ino), certificate.st_size, certificate.st_mtim.tv_sec, certificate.st_mtim.tv_nsec,
            qint64(key.st_ino), key.st_size, key.st_mtim.tv_sec, key.st_mtim.tv_nsec};
}

void Certificate::look()
{
    // A new certificate and its key come one after the other: they are read once both have settled.
    const Stamp now = stamp();
    if (now == m_seen && now != m_read)
        static_cast<void>(read()); // its line is in the log
    m_seen = now;
}

Result<void> Certificate::reload(TlsFiles files)
{
    std::swap(m_files, files);
    auto loaded = read();
    if (!loaded)
        std::swap(m_files, files);
    return loaded;
}

Result<void> Certificate::read()
{
    m_read = stamp();
    auto loaded = TlsContext::load(m_files, m_clock.wallMs());
    if (!loaded) {
        ++m_refused;
        logEvent(logNet(), "certificate_refused", {{"reason", loaded.error().message}});
        return loaded.error();
    }
    m_current = *std::move(loaded);
    report(m_files, *m_current);
    return {};
}

} // namespace conversa
