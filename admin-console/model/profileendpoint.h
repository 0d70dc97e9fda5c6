// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/endpoint.h"
#include "model/profile.h"

namespace conversa::console {

// What a connection to the profile's server is opened with; its certificate files are read. InvalidField with the
// culprit, "ca_file", "certificate_file" or "key_file", where one is not what it should be.
Result<Endpoint> endpointOf(const Profile &profile, const QByteArray &key);

} // namespace conversa::console
