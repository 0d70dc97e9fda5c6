// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/storecopy.h"

namespace conversa::ctl {

// A SQLite file: VACUUM INTO makes a whole copy while a server writes on.
class SqliteCopy : public StoreCopy
{
public:
    explicit SqliteCopy(QString path);

    const char *kind() const override { return "sqlite"; }
    Result<QJsonObject> saveTo(const QString &file) override;
    Result<void> mustBeEmpty() override;
    Result<QJsonObject> loadFrom(const QString &file) override;

private:
    const QString m_path;
};

} // namespace conversa::ctl
