// SPDX-License-Identifier: Apache-2.0
#include "admin/connectiontable.h"

#include <QSet>

#include <cstdlib>

namespace conversa {

namespace {

constexpr qint64 clockStepMs = 1'000; // less is the drift between two clocks, which would move every time that is shown

bool maySee(const QByteArray &tenant, const ConnectionCard &card)
{
    return tenant == "*" || tenant == card.facts.principal->tenant;
}

const ConnectionCard &cardOf(const ConnectionCard &card)
{
    return card;
}

const ConnectionCard &cardOf(const ClosedConnection &closed)
{
    return *closed.card;
}

// Cards lie far apart. What is wanted of the next ones is fetched some rows ahead, so that the processor waits for many at
// once and not for one after the other.
void fetchAhead(const std::vector<const ConnectionCard *> &cards, size_t at)
{
    constexpr size_t card = 24;
    constexpr size_t principal = 16; // by when its card is there
    constexpr size_t texts = 8;
    constexpr size_t line = 64;
    if (at + card >= cards.size())
        return;
    const auto *begin = reinterpret_cast<const char *>(cards[at + card]);
    for (size_t offset = 0; offset < sizeof(ConnectionCard); offset += line)
        __builtin_prefetch(begin + offset);
    __builtin_prefetch(cards[at + principal]->facts.principal.get());
    __builtin_prefetch(cards[at + texts]->facts.principal->userName.constData());
    __builtin_prefetch(cards[at + texts]->facts.principal->tenant.constData());
}

// Few, and asked for seldom.
void fetchAhead(const std::vector<const ClosedConnection *> &, size_t) { }

// The page of those that pass the filter and belong to the tenant.
template <typename Row, typename Item>
TablePage<Row> pageOf(const std::vector<const Item *> &items, const TableQuery &query, std::span<const Field> fields,
    const CardReader &reader, const QByteArray &tenant, qint64 nowMs)
{
    PageBuilder<const Item *> builder(query);
    const Field &key = fields[query.order.field];
    for (size_t i = 0; i < items.size(); ++i) {
        fetchAhead(items, i);
        const Item *item = items[i];
        const auto valueOf = [&](size_t field) { return reader.value(*item, field); };
        if (maySee(tenant, cardOf(*item)) && query.filter.matches(valueOf, nowMs))
            builder.offer(placeOf(key, valueOf(query.order.field), cardOf(*item).facts.id.uuid), item);
    }
    TablePage<Row> page;
    const auto taken = builder.takeRows();
    for (const auto &[place, item] : taken)
        page.rows.push_back(reader.row(*item));
    page.total = builder.total();
    if (builder.hasMore())
        page.cursor = Cursor(taken.back().first).toByteArray();
    return page;
}

} // namespace

ConnectionTable::ConnectionTable(ConnectionIndex &index, Clock clock, std::function<QByteArray()> node)
    : m_index(index)
    , m_clock(std::move(clock))
    , m_node(std::move(node))
{
}

CardReader ConnectionTable::reader()
{
    const qint64 offset = m_clock.wallMs() - m_clock.monotonicMs();
    if (!m_wallOffsetMs || std::abs(*m_wallOffsetMs - offset) >= clockStepMs)
        m_wallOffsetMs = offset;
    return {m_node(), *m_wallOffsetMs};
}

TablePage<ConnectionRow> ConnectionTable::open(const TableQuery &query, const QByteArray &tenant)
{
    const ConnectionIndex::View view(m_index);
    return pageOf<ConnectionRow>(view.open(), query, connectionFields(), reader(), tenant, m_clock.wallMs());
}

TablePage<ClosedRow> ConnectionTable::closed(const TableQuery &query, const QByteArray &tenant)
{
    const ConnectionIndex::View view(m_index);
    return pageOf<ClosedRow>(view.closed(), query, closedFields(), reader(), tenant, m_clock.wallMs());
}

std::optional<ConnectionTable::Found> ConnectionTable::find(ConnectionId id, const QByteArray &tenant)
{
    const ConnectionIndex::View view(m_index);
    for (const ConnectionCard *card : view.open()) {
        if (card->facts.id == id && maySee(tenant, *card))
            return Found{reader().row(*card), card->facts.thread};
    }
    return std::nullopt;
}

template <typename IsWanted>
std::vector<LiveConnection> ConnectionTable::select(const QByteArray &tenant, IsWanted &&isWanted)
{
    const ConnectionIndex::View view(m_index);
    std::vector<LiveConnection> found;
    for (size_t i = 0; i < view.open().size(); ++i) {
        fetchAhead(view.open(), i);
        const ConnectionCard *card = view.open()[i];
        if (maySee(tenant, *card) && isWanted(*card))
            found.push_back({card->facts.id, card->facts.thread});
    }
    return found;
}

std::vector<LiveConnection> ConnectionTable::matching(const Filter &filter, const QByteArray &tenant)
{
    const CardReader cards = reader();
    const qint64 nowMs = m_clock.wallMs();
    return select(tenant, [&](const ConnectionCard &card) {
        return filter.matches([&](size_t field) { return cards.value(card, field); }, nowMs);
    });
}

std::vector<LiveConnection> ConnectionTable::among(const std::vector<ConnectionId> &ids, const QByteArray &tenant)
{
    const QSet<ConnectionId> wanted(ids.begin(), ids.end());
    return select(tenant, [&](const ConnectionCard &card) { return wanted.contains(card.facts.id); });
}

} // namespace conversa
