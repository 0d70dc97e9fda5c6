// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace conversa::console {

// Text as it was before the server escaped it for HTML, which it does in what REST says outside the admin API.
QByteArray unescaped(QByteArray text);

} // namespace conversa::console
