// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/keychain.h"

#include <qt6keychain/keychain.h>

namespace conversa::console {

namespace {

const QString KeychainService = QStringLiteral("conversa-console");

ErrorCode codeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return ErrorCode::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return ErrorCode::Forbidden;
    default:
        return ErrorCode::Unavailable;
    }
}

Result<void> outcomeOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError)
        return {};
    return Error{ codeOf(job.error()), job.errorString().toUtf8() };
}

// The job deletes itself after its answer.
template <typename J, typename Then>
void start(J *job, const QString &profileId, QObject *context, Then then)
{
    job->setKey(profileId);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] { then(*job); });
    job->start();
}

} // namespace

void Keychain::read(const QString &profileId, QObject *context, Read then)
{
    start(new QKeychain::ReadPasswordJob(KeychainService), profileId, context,
        [then = std::move(then)](const QKeychain::ReadPasswordJob &job) {
            const auto outcome = outcomeOf(job);
            then(outcome ? Result<QByteArray>(job.binaryData()) : outcome.error());
        });
}

void Keychain::write(const QString &profileId, const QByteArray &key, QObject *context, Done then)
{
    auto *job = new QKeychain::WritePasswordJob(KeychainService);
    job->setBinaryData(key);
    start(job, profileId, context, [then = std::move(then)](const QKeychain::Job &done) { then(outcomeOf(done)); });
}

void Keychain::remove(const QString &profileId, QObject *context, Done then)
{
    start(new QKeychain::DeletePasswordJob(KeychainService), profileId, context,
        [then = std::move(then)](const QKeychain::Job &job) {
            const auto outcome = outcomeOf(job);
            const bool isGone = outcome || outcome.error().code == ErrorCode::NotFound;
            then(isGone ? Result<void>() : outcome);
        });
}

} // namespace conversa::console
