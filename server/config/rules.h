// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.h"
#include "core/result.h"

#include <QHostAddress>

#include <utility>
#include <vector>

namespace conversa {

// An address and port of `listen`. InvalidField: not of the form 127.0.0.1:8080 or [::1]:8080, or "localhost:8080".
Result<std::pair<QHostAddress, quint16>> parseListen(const QByteArray &text);

// What must hold between keys: development stays on loopback, production is not plain text off it and does not forget.
Result<void> checkRules(const Config &config, bool allowDevelopmentOnNetwork);

// The origins that may connect: the configured ones, or those of the environment; in development the server's own too,
// on the ports it listens on.
QByteArrayList effectiveOrigins(const Config &config, const std::vector<quint16> &ports,
                                const std::vector<quint16> &tlsPorts = {});

} // namespace conversa
