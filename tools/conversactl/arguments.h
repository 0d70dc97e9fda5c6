// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/command.h"

#include <QHash>
#include <QStringList>

namespace conversa::ctl {

// The command line as it was understood.
class Arguments
{
public:
    // Without the program's name. InvalidField says what is wrong.
    static Result<Arguments> parse(const QStringList &arguments);

    // Null: only --help or --version, or nothing at all.
    const Command *command() const { return m_command; }
    const QStringList &words() const { return m_words; } // behind the command
    bool has(std::string_view option) const { return m_options.contains(bytes(option)); }
    QString value(std::string_view option, const QString &otherwise = {}) const;
    QStringList values(std::string_view option) const { return m_options.value(bytes(option)); }
    // A whole number from `least` to `most`.
    Result<qint64> number(std::string_view option, qint64 otherwise, qint64 least, qint64 most) const;
    // "90d" in milliseconds; nothing where the option is not there.
    Result<std::optional<qint64>> duration(std::string_view option) const;

private:
    Result<void> takeOption(const QString &argument, QStringList &rest);
    Result<void> takeWord(const QString &word);
    Result<void> checkWords() const;
    Result<const Option *> findOption(const QString &typed) const;

    QByteArray m_name; // of the command, as far as it is known
    const Command *m_command = nullptr;
    QStringList m_words;
    QHash<QByteArray, QStringList> m_options;
};

} // namespace conversa::ctl
