// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QStringList>
#include <QTemporaryDir>

namespace conversa::test {

// A certificate authority of the test's own, made by the openssl program in a temporary folder.
class Authority
{
public:
    // Before anything else, once.
    Result<void> begin() const;
    // A certificate for 127.0.0.1 and localhost as file(NAME.pem), its key as file(NAME.key); they replace older ones as a
    // program does that renews them. `when`: for faketime, the moment it is made at; it is good for two days.
    Result<void> issue(const QString &name, const QString &when = {}) const;
    QString file(const QString &name) const { return m_folder.filePath(name); }
    QString caFile() const { return file(QStringLiteral("ca.pem")); }

private:
    QTemporaryDir m_folder;
};

// What a program that ended well printed, or an error with its complaint.
Result<QByteArray> runToEnd(const QString &program, const QStringList &arguments, const QString &folder = {},
    const QByteArray &input = {});

} // namespace conversa::test
