// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace conversa::test {

// The status and the body of a GET with the development admin's key: "200 {...}".
QByteArray answerTo(quint16 port, const QByteArray &path);
// "clients sessions" of all servers, as this one says them.
QByteArray figuresOf(quint16 port);
// 1, 2, ... last.
QList<int> upTo(int last);

} // namespace conversa::test
