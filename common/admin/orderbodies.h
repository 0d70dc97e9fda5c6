// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/limits.h"
#include "core/result.h"

#include <QByteArray>

#include <optional>

namespace conversa {

// What the bodies of administrators' orders say (docs/protocol.md, "Admin"). Each function answers InvalidJson,
// InvalidMessage, InvalidField or MessageTooLarge.

constexpr qint64 maxOrderTimeS = 366 * qint64(86'400);

// Of whom an order is and how long it holds.
struct OrderTerms
{
    QByteArray tenant = {}; // empty: the key's own
    std::optional<qint64> forMs = {}; // 1 s to maxOrderTimeS; nullopt: until it is taken back
    QByteArray reason = {}; // cleaned; empty: none given
};

// POST /api/v1/admin/bans: a user or an address, one of the two.
struct BanBody
{
    OrderTerms terms;
    std::optional<UserId> user = {};
    QByteArray address = {}; // or a CIDR block; not looked at yet
};
Result<BanBody> readBanBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/admin/sessions/{id}/members/{id}/remove and .../restore; may be missing.
Result<OrderTerms> readTermsBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/admin/read-only
struct ReadOnlyBody
{
    OrderTerms terms;
    bool isOn = false;
};
Result<ReadOnlyBody> readReadOnlyBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/admin/notice
struct NoticeBody
{
    QByteArray tenant = {}; // empty: the key's own
    std::optional<SessionId> session = {};
    QByteArray text; // cleaned, never blank
};
Result<NoticeBody> readNoticeBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/admin/log-level
struct LogLevelBody
{
    QByteArray level; // "debug", "info", "warning" or "error"
    qint64 forMs = 600'000; // 1 s to a day
    QByteArray node = {}; // empty: all
};
Result<LogLevelBody> readLogLevelBody(QByteArrayView json, const Limits &limits);

// POST /api/v1/admin/reload; may be missing.
struct ReloadBody
{
    QByteArray node = {}; // empty: all
};
Result<ReloadBody> readReloadBody(QByteArrayView json, const Limits &limits);

} // namespace conversa
