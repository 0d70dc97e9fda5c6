// SPDX-License-Identifier: Apache-2.0
#include "chat/ingestservice.h"

#include "chat/access.h"
#include "chat/receiptservice.h"

#include <algorithm>

namespace conversa {

namespace {

WatermarkMove moveOf(const ExternalMark &mark, qint64 seq)
{
    const bool isRead = mark.mark == Mark::Read;
    return {mark.key, mark.user, mark.role, isRead ? 0 : seq, isRead ? seq : 0};
}

// Who is said to have got or read messages.
Result<ExternalMark> markOf(const Principal &principal, const SessionKey &key, const SessionState &state, const ReceiptBody &receipt)
{
    ExternalMark mark{key, receipt.externalId, principal.user, principal.role, receipt.mark};
    if (!receipt.fromContact && !isBusinessSide(principal.role))
        return Error{ErrorCode::Forbidden, QByteArrayLiteral("A contact gives its own receipts only.")};
    if (!receipt.fromContact || !isBusinessSide(principal.role))
        return mark;
    if (state.contact.isNull())
        return invalidField("reader", "must be \"agent\": the session has no contact yet");
    mark.user = UserId{state.contact.uuid};
    mark.role = Role::Contact;
    return mark;
}

// The seq of a receipt's message; 0: it has not come.
Result<qint64> seqOf(MessageStore &store, const ExternalMark &mark, const ReceiptBody &receipt)
{
    if (receipt.upToSeq)
        return *receipt.upToSeq;
    if (!receipt.message)
        return store.placeOrPark(mark);
    const MessagePlace place{mark.key, *receipt.message};
    const auto seqs = store.seqsOf(std::span(&place, 1));
    if (!seqs)
        return seqs.error();
    return seqs->front() > 0 ? Result<qint64>(seqs->front()) : unknownMessage();
}

} // namespace

IngestService::IngestService(Environment environment)
    : m_env(std::move(environment))
{
}

Result<AppendRequest> IngestService::requestOf(const Principal &principal, SessionId session, const MessageBody &message) const
{
    const bool isBusiness = isBusinessSide(principal.role);
    if (!isBusiness && !message.fromContact)
        return Error{ErrorCode::Forbidden, QByteArrayLiteral("A contact brings in its own messages only.")};
    if (isBusiness && !message.contact)
        return invalidField("contact_id", "is missing");
    const ContactId contact = isBusiness ? *message.contact : principal.contact;
    if (const auto reach = checkReach(principal, session, contact); !reach)
        return reach.error();
    AppendRequest request;
    ChatMessage &stored = request.message;
    stored.timestampMs = m_env.clock.wallMs();
    stored.id = MessageId{Uuid::timeOrdered(stored.timestampMs)};
    stored.key = SessionKey{principal.tenant, session};
    stored.contact = contact;
    stored.user = isBusiness && message.fromContact ? UserId{contact.uuid} : principal.user;
    stored.role = message.fromContact ? Role::Contact : principal.role;
    stored.text = message.text;
    request.externalId = message.externalId;
    request.onBehalf = isBusiness;
    request.mayCreateSession = isBusiness && m_env.autoCreate;
    return request;
}

void IngestService::bring(const Asking &principal, SessionId session, const MessageBody &message, Then<Appended> then)
{
    auto request = requestOf(*principal, session, message);
    if (!request) {
        then(request.error());
        return;
    }
    AppendTicket ticket;
    ticket.waiter = std::make_shared<const AppendWaiter>(
        [this, externalId = message.externalId, then = std::move(then)](const AppendResult &result) {
            if (result)
                unpark(*result, externalId, then);
            else
                then(result.error());
        });
    m_env.storage.append(*std::move(request), std::move(ticket));
}

void IngestService::unpark(const Appended &appended, const QByteArray &externalId, Then<Appended> then)
{
    m_env.storage.writeAside([this, appended, externalId, then = std::move(then)](const Result<MessageStore *> &store) {
        const auto applied = store ? applyParked(**store, appended, externalId) : store.error();
        // Whoever is told of a failure comes again, and finds the message stored and its receipts still waiting.
        then(applied ? Result<Appended>(appended) : applied.error());
    });
}

Result<void> IngestService::applyParked(MessageStore &store, const Appended &appended, const QByteArray &externalId)
{
    const SessionKey &key = appended.message.key;
    const auto parked = store.parkedMarks(key, externalId);
    if (!parked)
        return parked.error();
    for (const ExternalMark &mark : *parked) {
        if (const auto moved = move(store, moveOf(mark, appended.message.seq)); !moved)
            return moved;
    }
    return parked->empty() ? Result<void>() : store.forgetParkedMarks(key, externalId);
}

void IngestService::mark(const Asking &principal, SessionId session, const ReceiptBody &receipt, Then<ReceiptPlaced> then)
{
    m_env.storage.writeAside([this, principal, session, receipt, then = std::move(then)](const Result<MessageStore *> &store) {
        then(store ? place(**store, *principal, session, receipt) : store.error());
    });
}

Result<ReceiptPlaced> IngestService::place(MessageStore &store, const Principal &principal, SessionId session, const ReceiptBody &receipt)
{
    const SessionKey key{principal.tenant, session};
    const auto state = store.session(key);
    if (!state)
        return state.error();
    if (const auto reached = reachSession(principal, session, *state, false); !reached)
        return reached.error();
    const auto mark = markOf(principal, key, **state, receipt);
    if (!mark)
        return mark.error();
    const auto seq = seqOf(store, *mark, receipt);
    if (!seq)
        return seq.error();
    if (*seq == 0)
        return ReceiptPlaced{};
    if (const auto moved = move(store, moveOf(*mark, *seq)); !moved)
        return moved.error();
    return ReceiptPlaced{*seq};
}

Result<void> IngestService::move(MessageStore &store, const WatermarkMove &move)
{
    const auto moved = store.moveWatermarks(std::span(&move, 1));
    if (!moved)
        return moved.error();
    const WatermarkMoved &each = moved->front();
    const qint64 now = m_env.clock.wallMs();
    const bool isTold = !m_env.presence.isCrowded(move.key);
    const auto tell = [&](Mark mark, const std::optional<MarkedMessage> &message) {
        if (message)
            m_env.hub.moved({move.key, mark, move.role, {move.key.session, message->id, move.user, message->seq, now}}, isTold, {});
    };
    tell(Mark::Delivered, each.delivered);
    tell(Mark::Read, each.read);
    if (each.read && isBusinessSide(move.role))
        m_env.inboxes.note(move.key);
    return {};
}

} // namespace conversa
