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
    std::vector<std::vector<Post>> posts(m_ports.size());
    const qint64 now = m_clock.wallMs();
    for (Outgoing &out : batch) {
        if (!out.reply.frame.isEmpty())
            posts[out.thread].emplace_back(DirectReply{out.reply.connection, std::move(out.reply.frame)});
        if (!out.deliver)
            continue;
        const quint64 threads = m_registry.route(out.message.key, out.message.seq, out.message.contact);
        if (!threads)
            continue;
        MessageDelivery delivery{out.message.key, out.message.seq, out.reply.connection, {}};
        delivery.event = std::make_shared<MessageBroadcast>(std::move(out.message), now);
        forEachBit(threads, [&](size_t thread) { posts[thread].emplace_back(delivery); });
    }
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

void Hub::toEach(quint64 threads, const Post &post)
{
    forEachBit(threads, [&](size_t thread) { m_ports[thread]->post(post); });
}

} // namespace conversa
