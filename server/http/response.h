// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/refusal.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

namespace conversa {

// An answer to one HTTP request.
struct Response
{
    int status = 200;
    QByteArray body = {};
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArrayList headers = {}; // further lines without CRLF; see headerLine()
    bool close = true; // tell the client that the connection ends here
};

// "Name: value"; control characters in the value become blanks, so that it stays one line.
QByteArray headerLine(QByteArrayView name, QByteArrayView value);

// IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7); `unixMs` in UTC.
QByteArray httpDate(qint64 unixMs);

// The JSON body of a refusal and its headers.
Response toResponse(const Refusal &refusal);

// The bytes of the answer (RFC 9112 section 4). `toHead`: the request was HEAD, so the body is announced but not there
// (RFC 9110 section 9.3.2). 204 has neither.
QByteArray toBytes(const Response &response, bool toHead = false);

} // namespace conversa
