// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <vector>

namespace conversa {

// One value of a configuration file, as text, and where it stands.
struct FileValue
{
    QByteArray key; // dotted
    QByteArrayList values;
    bool isList = false;
    QByteArray place; // "/etc/conversa/server.toml:3:1"
};

// Reads a TOML file into a flat list. Errors name file, line and column.
Result<std::vector<FileValue>> readTomlFile(const QByteArray &path);

} // namespace conversa
