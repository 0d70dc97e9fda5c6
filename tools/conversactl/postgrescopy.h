// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/storecopy.h"

#include <QProcessEnvironment>

namespace conversa::ctl {

// A PostgreSQL database by its own programs: pg_dump, pg_restore, psql. The password reaches them by the environment, because
// a command line is seen by everybody.
class PostgresCopy : public StoreCopy
{
public:
    explicit PostgresCopy(const QByteArray &url);

    const char *kind() const override { return "postgresql"; }
    Result<QJsonObject> saveTo(const QString &file) override;
    Result<void> mustBeEmpty() override;
    Result<QJsonObject> loadFrom(const QString &file) override;

private:
    Result<QByteArray> run(const QString &program, const QStringList &arguments) const;
    // Each query in the transaction's view of the database; `snapshot` is empty for now.
    Result<QByteArray> ask(const QByteArray &query, const QByteArray &snapshot = {}) const;
    Result<QJsonObject> facts(const QByteArray &snapshot = {}) const;

    QString m_url; // without the password
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
};

} // namespace conversa::ctl
