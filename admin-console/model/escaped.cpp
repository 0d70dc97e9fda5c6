// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/escaped.h"

namespace conversa::console {

QByteArray unescaped(QByteArray text)
{
    if (!text.contains('&'))
        return text;
    // The ampersand comes last, as it was escaped first.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
}

} // namespace conversa::console
