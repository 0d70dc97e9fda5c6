// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace conversa {

// Whether a tag or comment may begin anywhere: '<' and then a letter, '/', '!' or '?'.
bool mayHoldMarkup(QByteArrayView text);

// One round of removal: script elements, and event handlers inside real tags, under every reading a browser may take.
// Defence in depth for those who forget to escape; not a boundary. Call until nothing changes.
QByteArray withoutActiveMarkup(QByteArray text);

} // namespace conversa
