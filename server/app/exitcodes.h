// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace conversa::exitcode {

// The sysexits the server's documentation names.
constexpr int ok = 0;
constexpr int data = 65;        // an argument of a command is wrong
constexpr int unavailable = 69; // the database cannot be reached
constexpr int taken = 75;       // the port is in use
constexpr int config = 78;      // the configuration is wrong, or the database does not fit

} // namespace conversa::exitcode
