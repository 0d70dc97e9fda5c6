// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace conversa::console {

// What a step of a diagnosis came upon. The page has a sentence for each, and what to do about it.
enum class Finding {
    None,
    HostNotFound,
    PortRefused,
    Unreachable,
    TimedOut,
    BrokenOff,
    TlsFile, // a file of the profile that cannot be used
    NotTls,
    ReadableOnTheWay,
    ExpiresSoon,
    Untrusted,
    PinBroken,
    NotHttp,
    NotConversa,
    Busy,
    KeyMissing,
    KeyRefused,
    NotAllowed,
    NotAdmin,
    SlowAnswer,
    ClockWrong,
};

} // namespace conversa::console
