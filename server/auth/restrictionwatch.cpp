// SPDX-License-Identifier: Apache-2.0
#include "auth/restrictionwatch.h"

namespace conversa {

namespace {

constexpr auto sweepPace = std::chrono::seconds(5);

} // namespace

RestrictionWatch::RestrictionWatch(Storage &storage, Restrictions &restrictions, Obey obey)
    : m_storage(storage)
    , m_restrictions(restrictions)
    , m_obey(std::move(obey))
{
    connect(&m_timer, &QTimer::timeout, this, [this] { refresh([](auto) {}); });
}

void RestrictionWatch::start()
{
    refresh([](auto) {});
    m_timer.start(sweepPace);
}

void RestrictionWatch::refresh(std::function<void(std::optional<qint64>)> then)
{
    m_storage.read([this, then = std::move(then)](const Result<MessageStore *> &store) {
        auto all = store ? (*store)->restrictions() : store.error();
        if (all)
            QMetaObject::invokeMethod(this, [this, all = *std::move(all), then] { take(all, then); }, Qt::QueuedConnection);
        else
            then(std::nullopt);
    });
}

void RestrictionWatch::take(const std::vector<Restriction> &all, const std::function<void(std::optional<qint64>)> &then)
{
    QSet<Uuid> ids;
    for (const Restriction &each : all)
        ids.insert(each.id);
    if (ids != m_known)
        m_restrictions.adopt(all);
    const bool hasNew = !m_known.contains(ids);
    m_known = std::move(ids);
    if (hasNew)
        m_obey(then);
    else
        then(0);
}

} // namespace conversa
