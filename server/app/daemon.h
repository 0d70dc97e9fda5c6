// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/loader.h"

namespace conversa {

// Runs the server until SIGTERM or SIGINT has drained it; a second signal ends it at once. `config` is what `sources` said.
// Returns the exit code.
int runDaemon(int argc, char **argv, const ConfigSources &sources, const Config &config);

} // namespace conversa
