// SPDX-License-Identifier: Apache-2.0
#include "auth/restrictions.h"

#include "core/timestamp.h"

#include <limits>

namespace conversa {

namespace {

constexpr qint64 forGood = std::numeric_limits<qint64>::max();

QByteArray bytesOf(const Uuid &id)
{
    return {reinterpret_cast<const char *>(id.bytes().data()), qsizetype(id.bytes().size())};
}

// Under which a table has it: ids are of one length, so nothing can be taken for another.
QByteArray nameOf(Restriction::Kind kind, const QByteArray &tenant, UserId user = {}, SessionId session = {})
{
    return char(kind) + bytesOf(user.uuid) + bytesOf(session.uuid) + tenant;
}

// The same of a single address: 16 bytes, too.
QByteArray nameOf(const QByteArray &tenant, const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return char(Restriction::Kind::Address) + QByteArray(reinterpret_cast<const char *>(&bytes), sizeof bytes) + tenant;
}

bool isSingle(const std::pair<QHostAddress, int> &subnet)
{
    return subnet.second == (subnet.first.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128);
}

Error banned(const char *who, qint64 endsMs)
{
    Error error{ErrorCode::Forbidden, QByteArray(who) + " is banned"};
    error.message += endsMs == forGood ? QByteArrayLiteral(".") : " until " + timestampText(endsMs) + '.';
    return error;
}

} // namespace

std::optional<std::pair<QHostAddress, int>> networkIn(const QByteArray &text)
{
    const auto subnet = QHostAddress::parseSubnet(QString::fromLatin1(text));
    // Qt takes "10" and "10.1" for networks, which nobody means.
    const bool isWhole = text.contains(':') || text.count('.') == 3;
    return subnet.first.isNull() || subnet.second < 0 || !isWhole ? std::nullopt : std::optional(subnet);
}

Restrictions::Restrictions(Clock clock)
    : m_clock(std::move(clock))
    , m_table(std::make_shared<const Table>())
{
}

void Restrictions::adopt(const std::vector<Restriction> &all)
{
    auto table = std::make_shared<Table>();
    for (const Restriction &each : all) {
        const qint64 endsMs = each.endsMs.value_or(forGood);
        const auto subnet = networkIn(each.network);
        if (subnet && !isSingle(*subnet)) {
            table->networks.push_back({each.tenant, *subnet, endsMs});
            continue;
        }
        qint64 &known = table->ends[subnet ? nameOf(each.tenant, subnet->first) : nameOf(each.kind, each.tenant, each.user, each.session)];
        known = std::max(known, endsMs);
    }
    m_table = std::move(table);
    m_hasAny = !all.empty();
}

std::optional<qint64> Restrictions::endOf(const QByteArray &name) const
{
    const qint64 endsMs = m_table.load()->ends.value(name);
    return endsMs > m_clock.wallMs() ? std::optional(endsMs) : std::nullopt;
}

std::optional<qint64> Restrictions::endOf(const QByteArray &tenant, const QHostAddress &address) const
{
    if (const auto endsMs = endOf(nameOf(tenant, address)))
        return endsMs;
    const qint64 nowMs = m_clock.wallMs();
    const auto table = m_table.load();
    for (const Network &each : table->networks) {
        if (each.endsMs > nowMs && each.tenant == tenant && address.isInSubnet(each.subnet))
            return each.endsMs;
    }
    return std::nullopt;
}

Result<void> Restrictions::mayKnock(const QHostAddress &address) const
{
    if (!m_hasAny.load(std::memory_order_relaxed))
        return {};
    const auto endsMs = endOf(QByteArrayLiteral("*"), address);
    return endsMs ? banned("This address", *endsMs) : Result<void>();
}

Result<void> Restrictions::mayEnter(const Principal &principal, const QHostAddress &address) const
{
    if (const auto allowed = mayKnock(address); !allowed)
        return allowed;
    if (!m_hasAny.load(std::memory_order_relaxed))
        return {};
    if (const auto endsMs = endOf(nameOf(Restriction::Kind::User, principal.tenant, principal.user)))
        return banned("This user", *endsMs);
    const auto endsMs = endOf(principal.tenant, address);
    return endsMs ? banned("This address", *endsMs) : Result<void>();
}

bool Restrictions::mayBeIn(const Principal &principal, SessionId session) const
{
    return !m_hasAny.load(std::memory_order_relaxed) || !endOf(nameOf(Restriction::Kind::Member, principal.tenant, principal.user, session));
}

Result<void> Restrictions::mayAct(const Principal &principal, Action action, SessionId session) const
{
    if (!m_hasAny.load(std::memory_order_relaxed))
        return {};
    if (!session.isNull() && !mayBeIn(principal, session))
        return Error{ErrorCode::Forbidden, QByteArrayLiteral("An administrator has removed this user from the session.")};
    if (!isStored(action))
        return {};
    for (const QByteArray &tenant : {principal.tenant, QByteArrayLiteral("*")}) {
        if (const auto endsMs = endOf(nameOf(Restriction::Kind::Writes, tenant))) {
            Error error{ErrorCode::Unavailable, QByteArrayLiteral("Nothing is stored at the moment: an administrator has made the server read-only.")};
            if (*endsMs != forGood)
                error.retryAfterMs = *endsMs - m_clock.wallMs() + 1;
            return error;
        }
    }
    return {};
}

bool concerns(const Restriction &restriction, const Principal &principal, const QHostAddress &address)
{
    if (restriction.tenant != principal.tenant && restriction.tenant != "*")
        return false;
    switch (restriction.kind) {
    case Restriction::Kind::User:
    case Restriction::Kind::Member:
        return restriction.user == principal.user;
    case Restriction::Kind::Address:
        if (const auto subnet = networkIn(restriction.network))
            return address.isInSubnet(*subnet);
        return false;
    case Restriction::Kind::Writes:
        break;
    }
    return false;
}

} // namespace conversa
