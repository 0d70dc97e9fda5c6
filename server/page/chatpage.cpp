// SPDX-License-Identifier: Apache-2.0
#include "page/chatpage.h"

#include <QFile>

#include <algorithm>

// A resource of a static library is dropped by the linker unless somebody names it, and only from outside a namespace.
static void initPageResource()
{
    Q_INIT_RESOURCE(chatpage);
}

namespace conversa {

namespace {

struct Entry
{
    QByteArrayView path;
    const char16_t *resource;
    QByteArrayView contentType;
};

constexpr QByteArrayView Script = "text/javascript; charset=utf-8";

constexpr Entry Entries[] = {
    { "/", u":/page/index.html", "text/html; charset=utf-8" },
    { "/page/chat.css", u":/page/chat.css", "text/css; charset=utf-8" },
    { "/page/main.js", u":/page/main.js", Script },
    { "/page/client.js", u":/page/client.js", Script },
    { "/page/timeline.js", u":/page/timeline.js", Script },
    { "/page/view.js", u":/page/view.js", Script },
    { "/page/texts.js", u":/page/texts.js", Script },
    { "/page/icon.svg", u":/page/icon.svg", "image/svg+xml" },
};

constexpr PageHeader Headers[] = {
    { "Content-Security-Policy", ChatPagePolicy },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
};

} // namespace

std::optional<PageFile> chatPageFile(QByteArrayView path)
{
    static const bool ready = (initPageResource(), true);
    const auto entry
        = std::find_if(std::begin(Entries), std::end(Entries), [path](const Entry &e) { return e.path == path; });
    if (!ready || entry == std::end(Entries))
        return std::nullopt;
    QFile file(QString::fromUtf16(entry->resource));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return PageFile{ entry->contentType.toByteArray(), file.readAll() };
}

std::span<const PageHeader> chatPageHeaders()
{
    return Headers;
}

} // namespace conversa
