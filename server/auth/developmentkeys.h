// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace conversa {

struct DevelopmentKey
{
    QByteArray token;
    std::shared_ptr<const Principal> principal;
};

// dev-admin-key, dev-user-key and dev-contact-key: fixed, distinct users of the tenant "dev". Only for env = development.
std::vector<DevelopmentKey> developmentKeys();

} // namespace conversa
