// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.h"

namespace conversa {

// Runs the server until SIGTERM or SIGINT has drained it; a second signal ends it at once. Returns the exit code.
int runDaemon(int argc, char **argv, const Config &config);

} // namespace conversa
