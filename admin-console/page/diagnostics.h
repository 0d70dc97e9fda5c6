// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace conversa::console {

class Settings;

// What helps somebody far away to see why something is not as it should be: versions, desktop, screens, choices. Nothing
// that tells of a server, a person or a key.
QString diagnosticsText(const Settings &settings);

} // namespace conversa::console
