// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/commandline.h"

namespace conversa {

// Runs `conversa-server key create|list|revoke` against the configured store; prints the answer, a new token only once.
// Returns the exit code.
int runKeyCommand(int argc, char **argv, const KeyCommand &command, const Config &config);

} // namespace conversa
