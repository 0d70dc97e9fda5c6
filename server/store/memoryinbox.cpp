// SPDX-License-Identifier: Apache-2.0
// MemoryStore's half about inboxes and what changes sessions.
#include "protocol/text.h"
#include "store/memorystore.h"
#include "store/rowrules.h"

#include <algorithm>
#include <chrono>

namespace conversa {

namespace {

bool isBehind(const InboxSession &session, const InboxPlace &place)
{
    return std::pair(session.changedUs, session.key.session) < std::pair(place.changedUs, place.session);
}

bool isContacts(const ChatMessage &message)
{
    return !isBusinessSide(message.role);
}

InboxSession inboxSession(const SessionKey &key, const MemoryData::Session &session, std::span<const UserId> readers)
{
    InboxSession row{ key, session.state.contact, session.contactName, session.state.lastSeq, session.state.closed,
        session.createdUs, session.changedUs };
    for (const UserId &reader : readers) {
        if (const auto mark = session.watermarks.find(reader); mark != session.watermarks.end())
            row.read.insert(reader, mark->second.read);
    }
    const auto &messages = session.messages;
    if (messages.empty())
        return row;
    row.last = messages.back();
    row.last->text = firstCharacters(row.last->text, inboxTextLength);
    const auto latest = messages.end() - std::min<std::ptrdiff_t>(inboxUnreadWindow, messages.end() - messages.begin());
    for (auto message = latest; message != messages.end(); ++message) {
        if (isContacts(*message))
            row.contactSeqs.push_back(message->seq);
    }
    // Back to the last answer, as far as one is looked for.
    const auto last = messages.rbegin() + std::min<std::ptrdiff_t>(inboxAnswerWindow, messages.rend() - messages.rbegin());
    const auto answer = std::find_if_not(messages.rbegin(), last, isContacts);
    if (answer != messages.rbegin())
        row.waitingSinceMs = (answer - 1)->timestampMs;
    return row;
}

} // namespace

qint64 memoryNowUs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

Result<std::vector<InboxSession>> MemoryStore::inbox(const InboxQuery &query)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<InboxSession> found;
    for (auto each = m_data->sessions.cbegin(); each != m_data->sessions.cend(); ++each) {
        const InboxSession row{ .key = each.key(), .changedUs = each->changedUs };
        if (each.key().tenant == query.tenant && each->state.closed == query.closed && isBehind(row, query.before))
            found.push_back(row);
    }
    const auto end = found.begin() + std::min<std::ptrdiff_t>(query.limit, found.end() - found.begin());
    std::partial_sort(found.begin(), end, found.end(), [](const InboxSession &a, const InboxSession &b) {
        return isBehind(b, { a.changedUs, a.key.session });
    });
    found.erase(end, found.end());
    for (InboxSession &row : found)
        row = inboxSession(row.key, m_data->sessions[row.key], std::span(&query.reader, 1));
    return found;
}

Result<std::vector<InboxSession>> MemoryStore::inboxSessions(std::span<const SessionKey> keys, std::span<const UserId> readers)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<InboxSession> found;
    for (const SessionKey &key : keys) {
        if (const auto known = m_data->sessions.constFind(key); known != m_data->sessions.constEnd())
            found.push_back(inboxSession(key, *known, readers));
    }
    return found;
}

Result<bool> MemoryStore::createSession(const NewSession &session)
{
    const std::lock_guard lock(m_data->mutex);
    const bool isNew = !m_data->sessions.contains(session.key);
    MemoryData::Session &known = m_data->sessions[session.key];
    if (isNew)
        known.createdUs = known.changedUs = memoryNowUs();
    if (!known.state.contact.isNull() && known.state.contact != session.contact)
        return foreignContact();
    known.state.contact = session.contact;
    if (!session.contactName.isEmpty())
        known.contactName = session.contactName;
    return isNew;
}

Result<std::optional<qint64>> MemoryStore::setClosed(const SessionKey &key, bool closed)
{
    const std::lock_guard lock(m_data->mutex);
    const auto known = m_data->sessions.find(key);
    if (known == m_data->sessions.end() || known->state.closed == closed)
        return std::optional<qint64>();
    known->state.closed = closed;
    known->changedUs = std::max(known->changedUs + 1, memoryNowUs());
    return std::optional(known->changedUs);
}

Result<std::vector<ClosedSession>> MemoryStore::closeIdle(qint64 idleMs, int most)
{
    const std::lock_guard lock(m_data->mutex);
    const qint64 now = memoryNowUs();
    std::vector<ClosedSession> closed;
    for (auto each = m_data->sessions.begin(); each != m_data->sessions.end() && int(closed.size()) < most; ++each) {
        if (each->state.closed || each->changedUs > now - idleMs * 1'000)
            continue;
        each->state.closed = true;
        each->changedUs = std::max(each->changedUs + 1, now);
        closed.push_back({ each.key(), each->changedUs });
    }
    return closed;
}

Result<qint64> MemoryStore::placeOrPark(const ExternalMark &mark)
{
    const std::lock_guard lock(m_data->mutex);
    const auto known = m_data->sessions.find(mark.key);
    if (known == m_data->sessions.end())
        return unknownSession();
    if (const qint64 seq = known->byExternalId.value(mark.externalId); seq > 0)
        return seq;
    if (int(known->parked.size()) >= mostParkedMarks)
        return tooManyParked();
    if (std::find(known->parked.begin(), known->parked.end(), mark) == known->parked.end())
        known->parked.push_back(mark);
    return 0;
}

Result<std::vector<ExternalMark>> MemoryStore::parkedMarks(const SessionKey &key, const QByteArray &externalId)
{
    const std::lock_guard lock(m_data->mutex);
    std::vector<ExternalMark> found;
    if (const auto known = m_data->sessions.constFind(key); known != m_data->sessions.constEnd())
        std::copy_if(known->parked.begin(), known->parked.end(), std::back_inserter(found),
            [&](const ExternalMark &mark) { return mark.externalId == externalId; });
    return found;
}

Result<void> MemoryStore::forgetParkedMarks(const SessionKey &key, const QByteArray &externalId)
{
    const std::lock_guard lock(m_data->mutex);
    if (const auto known = m_data->sessions.find(key); known != m_data->sessions.end())
        std::erase_if(known->parked, [&](const ExternalMark &mark) { return mark.externalId == externalId; });
    return {};
}

} // namespace conversa
