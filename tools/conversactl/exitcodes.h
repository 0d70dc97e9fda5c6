// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

namespace conversa::ctl {

// What conversactl ends with, as docs/conversactl.md says; sysexits.h where it has a word for it.
constexpr int exitOk = 0;
constexpr int exitFound = 1; // something is not as it should be, or the server said no
constexpr int exitUsage = 64;
constexpr int exitUnreachable = 69;
constexpr int exitInternal = 70; // the server has a fault, or says what nobody understands
constexpr int exitOutput = 74; // nobody takes what is printed, or a file cannot be written
constexpr int exitLater = 75; // the same may succeed later
constexpr int exitForbidden = 77; // no key, or one that may not

int exitCodeOf(const Error &error);

} // namespace conversa::ctl
