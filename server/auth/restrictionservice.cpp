// SPDX-License-Identifier: Apache-2.0
#include "auth/restrictionservice.h"

namespace conversa {

namespace {

bool isSame(const Restriction &a, const Restriction &b)
{
    return a.kind == b.kind && a.tenant == b.tenant && a.user == b.user && a.session == b.session && a.network == b.network;
}

Result<void> mayRestrict(const Principal &principal, const Restriction &wanted)
{
    if (!principal.governs(wanted.tenant))
        return Error{ErrorCode::Forbidden, QByteArrayLiteral("This takes a key of that tenant, or of the tenant *.")};
    const bool isOfUser = wanted.kind == Restriction::Kind::User || wanted.kind == Restriction::Kind::Member;
    if (isOfUser && wanted.tenant == "*" && wanted.user != principal.user)
        return invalidField("tenant", "must say whose user it is.");
    return {};
}

Result<void> removeSame(MessageStore &store, const Restriction &wanted)
{
    const auto all = store.restrictions();
    if (!all)
        return all.error();
    for (const Restriction &each : *all) {
        if (!isSame(each, wanted))
            continue;
        if (const auto removed = store.removeRestriction(each.id, each.tenant); !removed)
            return removed.error();
    }
    return {};
}

Result<std::vector<Restriction>> thoseOf(MessageStore &store, const Principal &principal, qint64 nowMs)
{
    auto all = store.restrictions();
    if (all)
        std::erase_if(*all, [&](const Restriction &each) { return !principal.governs(each.tenant) || (each.endsMs && *each.endsMs <= nowMs); });
    return all;
}

} // namespace

RestrictionService::RestrictionService(Storage &storage, Clock clock)
    : m_storage(storage)
    , m_clock(std::move(clock))
{
}

void RestrictionService::add(const Asking &principal, Restriction wanted, Then<Restriction> then)
{
    if (const auto allowed = mayRestrict(*principal, wanted); !allowed) {
        then(allowed.error());
        return;
    }
    wanted.id = Uuid::random();
    wanted.by = principal->userName;
    wanted.createdMs = m_clock.wallMs();
    m_storage.writeAside([wanted, then](const Result<MessageStore *> &store) {
        // The new one counts alone, also where the old one would last longer.
        auto done = store ? removeSame(**store, wanted) : store.error();
        if (done)
            done = (*store)->addRestriction(wanted);
        then(done ? Result<Restriction>(wanted) : done.error());
    });
}

void RestrictionService::remove(const Asking &principal, const Uuid &id, Then<void> then)
{
    m_storage.writeAside([id, tenant = principal->tenant, then](const Result<MessageStore *> &store) {
        const auto removed = store ? (*store)->removeRestriction(id, tenant) : store.error();
        if (!removed)
            then(removed.error());
        else
            then(*removed ? Result<void>() : Error{ErrorCode::NotFound, QByteArrayLiteral("There is no restriction with this id.")});
    });
}

void RestrictionService::lift(const Asking &principal, const Restriction &wanted, Then<void> then)
{
    if (const auto allowed = mayRestrict(*principal, wanted); !allowed) {
        then(allowed.error());
        return;
    }
    m_storage.writeAside([wanted, then](const Result<MessageStore *> &store) {
        then(store ? removeSame(**store, wanted) : Result<void>(store.error()));
    });
}

void RestrictionService::list(const Asking &principal, Then<std::vector<Restriction>> then)
{
    m_storage.read([principal, then, nowMs = m_clock.wallMs()](const Result<MessageStore *> &store) {
        then(store ? thoseOf(**store, *principal, nowMs) : Result<std::vector<Restriction>>(store.error()));
    });
}

} // namespace conversa
