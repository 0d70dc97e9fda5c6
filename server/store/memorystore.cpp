// SPDX-License-Identifier: Apache-2.0
#include "store/memorystore.h"

#include "store/pagebuilder.h"
#include "store/rowrules.h"

#include <algorithm>

namespace conversa {

namespace {

std::pair<UserId, QByteArray> userRepeat(const ChatMessage &message)
{
    return { message.user, message.clientMessageId };
}

// The first message of the session that this one may repeat.
const ChatMessage *firstOf(const MemoryData::Session &session, const ChatMessage &message)
{
    if (message.clientMessageId.isEmpty())
        return nullptr;
    const auto found = session.byClientMessageId.constFind(userRepeat(message));
    return found == session.byClientMessageId.constEnd() ? nullptr : &session.messages[size_t(*found)];
}

WatermarkMoved moveWatermark(MemoryData::Session &session, const WatermarkMove &move)
{
    const auto known = session.watermarks.find(move.user);
    const WatermarkStep step
        = stepOf(move, known == session.watermarks.end() ? Watermark{} : known->second, session.state.lastSeq);
    if (step.after.delivered > 0)
        session.watermarks[move.user] = step.after;
    const auto message = [&](qint64 seq) {
        return seq > 0 ? std::optional(MarkedMessage{ session.messages[size_t(seq - 1)].id, seq }) : std::nullopt;
    };
    return { message(step.tellDelivered), message(step.tellRead) };
}

const ChatMessage &add(MemoryData::Session &session, const AppendRequest &request)
{
    const ChatMessage &message = request.message;
    session.changedUs = memoryNowUs();
    if (session.createdUs == 0)
        session.createdUs = session.changedUs;
    if (!request.externalId.isEmpty())
        session.byExternalId.insert(request.externalId, session.state.lastSeq + 1);
    session.state.contact = message.contact;
    session.seqs.insert(message.id, session.state.lastSeq + 1);
    if (!message.clientMessageId.isEmpty())
        session.byClientMessageId.insert(userRepeat(message), qsizetype(session.messages.size()));
    session.messages.push_back(message);
    session.messages.back().seq = ++session.state.lastSeq;
    return session.messages.back();
}

} // namespace

MemoryStore::MemoryStore(std::shared_ptr<MemoryData> data)
    : m_data(std::move(data))
{
}

Result<void> MemoryStore::open()
{
    m_open = true;
    return {};
}

void MemoryStore::close()
{
    m_open = false;
}

Result<std::vector<AppendResult>> MemoryStore::append(std::span<const AppendRequest> batch)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<AppendResult> results;
    results.reserve(batch.size());
    for (const AppendRequest &request : batch)
        results.push_back(appendOne(request));
    return results;
}

AppendResult MemoryStore::appendOne(const AppendRequest &request)
{
    const ChatMessage &message = request.message;
    const auto known = m_data->sessions.find(message.key);
    if (known == m_data->sessions.end()) {
        if (auto refused = refusalOfFirst(request))
            return *std::move(refused);
        return Appended{ add(m_data->sessions[message.key], request), false, true };
    }
    if (const ChatMessage *first = firstOf(*known, message))
        return repeatOf(*first, message);
    if (const qint64 seq = known->byExternalId.value(request.externalId); seq > 0)
        return repeatOfExternal(known->messages[size_t(seq - 1)], message);
    if (auto refused = refusal(known->state, request))
        return *std::move(refused);
    if (message.replyTo && !known->seqs.contains(*message.replyTo))
        return unknownReply();
    return Appended{ add(*known, request) };
}

Result<std::optional<SessionState>> MemoryStore::session(const SessionKey &key)
{
    const std::lock_guard lock(m_data->mutex);
    const auto known = m_data->sessions.constFind(key);
    return known == m_data->sessions.constEnd() ? std::nullopt : std::optional(known->state);
}

Result<StoredPage> MemoryStore::history(const HistoryQuery &query)
{
    const std::lock_guard lock(m_data->mutex);
    PageBuilder page(query);
    const auto known = m_data->sessions.constFind(query.key);
    if (known == m_data->sessions.constEnd())
        return std::move(page).finish();
    const qint64 last = known->state.lastSeq;
    const qint64 step = query.afterSeq ? 1 : -1;
    qint64 seq = query.afterSeq ? std::clamp<qint64>(*query.afterSeq, 0, last) + 1
                                : std::clamp<qint64>(query.beforeSeq.value_or(last + 1), 1, last + 1) - 1;
    while (seq >= 1 && seq <= last && page.add(known->messages[size_t(seq - 1)]))
        seq += step;
    return std::move(page).finish();
}

Result<std::optional<JoinedState>> MemoryStore::joinedSession(const SessionKey &key)
{
    const std::lock_guard lock(m_data->mutex);
    const auto known = m_data->sessions.constFind(key);
    if (known == m_data->sessions.constEnd())
        return std::optional<JoinedState>();
    JoinedState joined{ known->state };
    for (const auto &[user, watermark] : known->watermarks) {
        if (joined.watermarks.size() == mostWatermarks)
            break;
        joined.watermarks.push_back(watermark);
    }
    return std::optional(std::move(joined));
}

Result<SideMarks> MemoryStore::sideMarks(const SessionKey &key)
{
    const std::lock_guard lock(m_data->mutex);
    SideMarks marks;
    const auto known = m_data->sessions.constFind(key);
    if (known == m_data->sessions.constEnd())
        return marks;
    for (const auto &[user, watermark] : known->watermarks) {
        Watermark &side = isBusinessSide(watermark.role) ? marks.business : marks.contact;
        side.delivered = std::max(side.delivered, watermark.delivered);
        side.read = std::max(side.read, watermark.read);
    }
    return marks;
}

Result<std::vector<qint64>> MemoryStore::seqsOf(std::span<const MessagePlace> places)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<qint64> seqs;
    for (const MessagePlace &place : places) {
        const auto known = m_data->sessions.constFind(place.key);
        seqs.push_back(known == m_data->sessions.constEnd() ? 0 : known->seqs.value(place.id));
    }
    return seqs;
}

Result<std::vector<WatermarkMoved>> MemoryStore::moveWatermarks(std::span<const WatermarkMove> moves)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<WatermarkMoved> moved(moves.size());
    for (size_t i = 0; i < moves.size(); ++i) {
        const auto known = m_data->sessions.find(moves[i].key);
        if (known != m_data->sessions.end())
            moved[i] = moveWatermark(*known, moves[i]);
    }
    return moved;
}

StoreFactory memoryStoreFactory()
{
    return [data = std::make_shared<MemoryData>()] { return std::make_unique<MemoryStore>(data); };
}

} // namespace conversa
