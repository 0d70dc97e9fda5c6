// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace conversa::console {

// The language of all texts, the program's and Qt's own. Owned by main(); switching reaches every open window at once.
class Language
{
public:
    // Installs the catalogue for `name` ("en", "pt_BR"); empty: that of the system's locale.
    void use(const QString &name);

private:
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace conversa::console
