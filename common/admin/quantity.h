// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"

#include <optional>

namespace conversa {

constexpr qint64 maxQuantity = (qint64(1) << 53) - 1;

// A number as it is written for a field of the kind, up to maxQuantity: "17"; of Bytes "512", "64k", "1kb", "2MiB" (k, m and
// g are 1,024-fold, kb, mb and gb 1,000-fold); of Span and Since "500ms", "30s", "5m", "1h", "2d", in milliseconds.
std::optional<qint64> parseQuantity(FieldKind kind, QByteArrayView text);
// "a size, as 512, 64k or 1m": what a field of the kind takes.
const char *quantityHelp(FieldKind kind);

} // namespace conversa
