// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace conversa {

// Whether a text may name a node: 1 to 48 characters of A-Z a-z 0-9 . _ - , so that one made unique still fits a channel.
bool isNodeId(const QByteArray &id);
// The host's name and six random characters.
QByteArray defaultNodeId();
// `id` with six other random characters at its end.
QByteArray freshNodeId(const QByteArray &id);

} // namespace conversa
