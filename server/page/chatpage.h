// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <span>

namespace conversa {

// One file of the development chat page, ready to be sent with status 200.
struct PageFile
{
    QByteArray contentType; // with its charset
    QByteArray body;
};

struct PageHeader
{
    QByteArrayView name;
    QByteArrayView value;
};

// Nothing runs, loads or connects but what this server itself serves: a message can never become a script.
inline constexpr QByteArrayView ChatPagePolicy
    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
      "form-action 'none'; frame-ancestors 'none'";

// The file for a request path without query ("/", "/page/chat.css"), or nothing where the page has no such file.
// Thread-safe.
std::optional<PageFile> chatPageFile(QByteArrayView path);

// What goes with every file of the page beside the headers of every answer: the policy above and its companions.
std::span<const PageHeader> chatPageHeaders();

} // namespace conversa
