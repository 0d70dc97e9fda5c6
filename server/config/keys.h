// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.h"

#include <functional>
#include <vector>

namespace conversa {

// One configuration key: how it is called, what it says, how it is set and shown.
struct ConfigKey
{
    QByteArray name; // "limits.text"; in the environment CONVERSA_LIMITS_TEXT
    QByteArray doc;  // one sentence
    bool isList = false;
    bool isSecret = false; // masked when it is shown: a URL its password, anything else whole
    bool isLive = false; // a reload applies it; anything else waits for the next start
    // Sets the field from the values given (one, or several of a list); says what is wrong with them, empty: nothing.
    std::function<QByteArray(Config &, const QByteArrayList &)> set = {};
    // The field as a person would write it.
    std::function<QByteArray(const Config &)> show = {};

    QByteArray environmentName() const;
};

// All keys, in the order of the documentation.
const std::vector<ConfigKey> &configKeys();
// nullptr: there is none of this name.
const ConfigKey *findConfigKey(const QByteArray &name);

} // namespace conversa
