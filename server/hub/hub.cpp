// SPDX-License-Identifier: Apache-2.0
#include "hub/hub.h"

#include <bit>

namespace conversa {

namespace {

template <typename Use>
void forEachBit(quint64 mask, Use &&use)
{
    for (; mask; mask &= mask - 1)
        use(size_t(std::countr_zero(mask)));
}

} // namespace

Hub::Hub(Registry &registry, std::vector<ThreadPort *> ports, Clock clock)
    : m_registry(registry)
    , m_ports(std::move(ports))
    , m_clock(std::move(clock))
{
}

void Hub::deliver(std::span<Outgoing> batch)
{
    Posts posts(m_ports.size());
    std::vector<std::shared_ptr<const ChatMessage>> stored;
    const bool peersWant = hasPeers();
    const qint64 now = m_clock.wallMs();
    for (Outgoing &out : batch) {
        if (!out.reply.frame.isEmpty()) {
            std::vector<Post> &own = posts[out.thread];
            own.reserve(2 * batch.size()); // mostly the message follows, to the same thread
            own.emplace_back(DirectReply{out.reply.connection, std::move(out.reply.frame)});
        }
        if (!out.deliver)
            continue;
        const quint64 threads = m_registry.route(out.message.key, out.message.seq, out.message.contact);
        if (!threads && !peersWant)
            continue;
        MessageDelivery delivery{out.message.key, out.message.seq, out.reply.connection, {}, out.takenUs};
        auto event = std::make_shared<MessageBroadcast>(std::move(out.message), now);
        if (peersWant)
            stored.emplace_back(event, &event->message());
        delivery.event = std::move(event);
        add(posts, threads, delivery);
    }
    send(std::move(posts));
    if (!stored.empty())
        m_peers->stored(std::move(stored));
}

void Hub::receive(std::span<const std::shared_ptr<const ChatMessage>> messages)
{
    Posts posts(m_ports.size());
    const qint64 now = m_clock.wallMs();
    for (const auto &message : messages) {
        if (const quint64 threads = m_registry.route(message->key, message->seq, message->contact))
            add(posts, threads, {message->key, message->seq, {}, std::make_shared<MessageBroadcast>(*message, now), 0});
    }
    send(std::move(posts));
}

void Hub::add(Posts &posts, quint64 threads, const MessageDelivery &delivery)
{
    forEachBit(threads, [&](size_t thread) { posts[thread].emplace_back(delivery); });
}

void Hub::send(Posts posts)
{
    for (size_t thread = 0; thread < posts.size(); ++thread) {
        if (!posts[thread].empty())
            m_ports[thread]->postAll(std::move(posts[thread]));
    }
}

void Hub::broadcast(const SessionKey &key, UserId exceptUser, BroadcastPtr event)
{
    toEach(m_registry.threads(key), EphemeralDelivery{key, exceptUser, std::move(event)});
}

void Hub::moved(const Marked &marked, bool isTold, ConnectionId except)
{
    raise(marked, isTold, except);
    if (hasPeers())
        m_peers->moved(marked);
}

void Hub::raise(const Marked &marked, bool isTold, ConnectionId except)
{
    const qint64 seq = marked.receipt.upToSeq;
    const quint64 threads = m_registry.raise(marked.key, {marked.receipt.user, marked.role, seq, marked.mark == Mark::Read ? seq : 0});
    if (threads && isTold)
        toEach(threads, ReceiptDelivery{marked.key, except,
                                        std::make_shared<ReceiptBroadcast>(marked.mark, marked.receipt, m_clock.wallMs())});
}

void Hub::notice(const SessionKey &key, qint64 head, ContactId contact)
{
    toEach(m_registry.route(key, head, contact), HeadNotice{key, head});
}

void Hub::noticeOwn(const SessionKey &key, qint64 head, ContactId contact)
{
    notice(key, head, contact);
    if (hasPeers())
        m_peers->stored(key, head, contact);
}

void Hub::closed(const Closed &closed)
{
    receive(closed);
    if (hasPeers())
        m_peers->closed(closed);
}

void Hub::receive(const Closed &closed)
{
    const SessionKey &key = closed.key;
    if (const quint64 threads = m_registry.change(key, closed.isClosed, closed.changedUs))
        toEach(threads, ReceiptDelivery{key, {}, std::make_shared<SessionBroadcast>(key.session, closed.isClosed, m_clock.wallMs())});
}

void Hub::changed(const ChangedSessions &change)
{
    if (hasPeers())
        m_peers->changed(change);
}

void Hub::watch(const QByteArray &tenant, bool isWatched)
{
    if (m_peers)
        m_peers->watch(tenant, isWatched);
}

void Hub::tell(const InboxDelivery &delivery)
{
    for (ThreadPort *port : m_ports)
        port->post(delivery);
}

void Hub::toEach(quint64 threads, const Post &post)
{
    forEachBit(threads, [&](size_t thread) { m_ports[thread]->post(post); });
}

} // namespace conversa
