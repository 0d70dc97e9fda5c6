// SPDX-License-Identifier: Apache-2.0
#include "chat/receiptservice.h"

#include "chat/access.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace conversa {

namespace {

// Long enough that a reader who scrolls costs one row, short enough that nobody sees it.
constexpr qint64 gatherMs = 50;

// The seq each mark is for; 0: its message is not there.
Result<std::vector<qint64>> seqsOf(MessageStore &store, const std::vector<MarkRequest> &batch)
{
    std::vector<MessagePlace> places;
    for (const MarkRequest &request : batch) {
        if (request.mark.message)
            places.push_back({request.key, *request.mark.message});
    }
    std::vector<qint64> found;
    if (!places.empty()) {
        auto asked = store.seqsOf(places);
        if (!asked)
            return asked.error();
        found = *std::move(asked);
    }
    std::vector<qint64> seqs;
    size_t next = 0;
    for (const MarkRequest &request : batch)
        seqs.push_back(request.mark.message ? found[next++] : *request.mark.upToSeq);
    return seqs;
}

// Many marks of one user and session as one move.
struct Gathered
{
    WatermarkMove move;
    size_t delivered = 0; // the request that asked for it last
    size_t read = 0;
};

class Gathering
{
public:
    void add(const MarkRequest &request, qint64 seq, size_t index)
    {
        const auto [place, isNew] = m_places.try_emplace({request.key, request.user}, m_all.size());
        if (isNew)
            m_all.push_back({{request.key, request.user, request.role}});
        Gathered &gathered = m_all[place->second];
        const bool isRead = request.mark.mark == Mark::Read;
        qint64 &to = isRead ? gathered.move.read : gathered.move.delivered;
        to = std::max(to, seq);
        (isRead ? gathered.read : gathered.delivered) = index;
    }
    const std::vector<Gathered> &all() const { return m_all; }

private:
    struct Hash
    {
        size_t operator()(const std::pair<SessionKey, UserId> &key) const { return qHash(key.first) ^ qHash(key.second); }
    };
    std::unordered_map<std::pair<SessionKey, UserId>, size_t, Hash> m_places;
    std::vector<Gathered> m_all;
};

} // namespace

Result<MarksMoved> storeMarks(MessageStore &store, const std::vector<MarkRequest> &batch)
{
    const auto seqs = seqsOf(store, batch);
    if (!seqs)
        return seqs.error();
    MarksMoved outcome;
    Gathering gathering;
    for (size_t i = 0; i < batch.size(); ++i) {
        if ((*seqs)[i] > 0)
            gathering.add(batch[i], (*seqs)[i], i);
        else
            outcome.unknown.push_back(i);
    }
    std::vector<WatermarkMove> moves;
    for (const Gathered &gathered : gathering.all())
        moves.push_back(gathered.move);
    if (moves.empty())
        return outcome;
    const auto moved = store.moveWatermarks(moves);
    if (!moved)
        return moved.error();
    for (size_t i = 0; i < moves.size(); ++i) {
        const Gathered &gathered = gathering.all()[i];
        const WatermarkMoved &each = (*moved)[i];
        if (each.delivered)
            outcome.moved.push_back({Mark::Delivered, *each.delivered, gathered.delivered});
        if (each.read)
            outcome.moved.push_back({Mark::Read, *each.read, gathered.read});
    }
    return outcome;
}

ReceiptService::ReceiptService(StoreReader reader, PresenceTable &presence, Hub &hub, InboxFeed &inboxes, Clock clock, Later later)
    : m_reader(reader)
    , m_presence(presence)
    , m_hub(hub)
    , m_inboxes(inboxes)
    , m_clock(std::move(clock))
    , m_later(std::move(later))
{
}

void ReceiptService::submit(MarkRequest request)
{
    if (m_gathered.empty())
        m_later(gatherMs, [this] { flush(); });
    m_gathered.push_back(std::move(request));
}

void ReceiptService::flush()
{
    const auto batch = std::make_shared<const Batch>(std::exchange(m_gathered, {}));
    m_reader.writeAside<MarksMoved>([batch](MessageStore &store) { return storeMarks(store, *batch); },
                                    [this, batch](const Result<MarksMoved> &outcome) { settle(*batch, outcome); });
}

void ReceiptService::settle(const Batch &batch, const Result<MarksMoved> &outcome)
{
    if (!outcome) {
        for (const MarkRequest &request : batch)
            request.refuse(outcome.error());
        return;
    }
    for (const size_t unknown : outcome->unknown)
        batch[unknown].refuse(unknownMessage());
    const qint64 now = m_clock.wallMs();
    for (const MovedMark &moved : outcome->moved) {
        const MarkRequest &request = batch[moved.request];
        const Receipt receipt{request.key.session, moved.message.id, request.user, moved.message.seq, now};
        // In a crowd each would hear of everybody's every mark.
        m_hub.moved({request.key, moved.mark, request.role, receipt}, !m_presence.isCrowded(request.key), request.connection);
        if (moved.mark == Mark::Read && isBusinessSide(request.role))
            m_inboxes.note(request.key);
    }
}

} // namespace conversa
