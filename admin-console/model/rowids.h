// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/eventrow.h"
#include "admin/noderow.h"

namespace conversa {

// What names a row in a table; found by its type, so it stands where that does.
inline Uuid idOf(const NodeRow &row)
{
    return row.id.uuid;
}
inline Uuid idOf(const EventRow &row)
{
    return row.id.uuid;
}

} // namespace conversa
