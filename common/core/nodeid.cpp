// SPDX-License-Identifier: Apache-2.0
#include "core/nodeid.h"

#include <QRandomGenerator>
#include <QString>
#include <QSysInfo>

#include <algorithm>

namespace conversa {

namespace {

constexpr qsizetype longest = 48;

bool mayStand(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

} // namespace

bool isNodeId(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= longest && std::all_of(id.begin(), id.end(), mayStand);
}

QByteArray defaultNodeId()
{
    QByteArray host = QSysInfo::machineHostName().toUtf8().left(longest);
    host.removeIf([](char c) { return !mayStand(c); });
    return freshNodeId(host.isEmpty() ? "node" : host);
}

QByteArray freshNodeId(const QByteArray &id)
{
    constexpr char alphabet[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    QByteArray fresh = id + '-';
    for (int i = 0; i < 6; ++i)
        fresh += alphabet[QRandomGenerator::global()->bounded(int(sizeof alphabet) - 1)];
    return fresh;
}

} // namespace conversa
