// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace conversa::console {

// Texts that are written again and again, each under a short name; kept in the settings.
class CannedTexts
{
public:
    static constexpr int most = 200;

    // "name – text" of those whose name or text holds this.
    QStringList matching(const QString &part) const;
    // Of one of these.
    QString textOf(const QString &proposal) const;
    // In place of an earlier one of the name.
    void keep(const QString &name, const QString &text);
};

} // namespace conversa::console
