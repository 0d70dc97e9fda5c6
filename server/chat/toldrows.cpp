// SPDX-License-Identifier: Apache-2.0
#include "chat/toldrows.h"

namespace conversa {

namespace {

// Of everything a row shows, whoever of `readers` looks at it.
size_t digestOf(const InboxSession &session, std::span<const UserId> readers)
{
    size_t digest = qHashMulti(0, session.contact, session.contactName, session.lastSeq, session.closed, session.changedUs);
    // Readers come in any order.
    for (const UserId &reader : readers)
        digest ^= qHashMulti(1, reader, session.unread(reader));
    return digest;
}

} // namespace

ToldRows::News ToldRows::tell(const InboxSession &session, bool opened, std::span<const UserId> readers)
{
    const size_t digest = digestOf(session, readers);
    const std::lock_guard lock(m_mutex);
    const auto known = m_rows.find(session.key);
    if (known == m_rows.end()) {
        m_rows.insert(session.key, {digest, opened});
        m_order.push_back(session.key);
        if (m_order.size() > mostRows) {
            m_rows.remove(m_order.front());
            m_order.pop_front();
        }
        return opened ? News::Opened : News::Updated;
    }
    const bool isNew = opened && !known->opened;
    const bool isChanged = known->digest != digest;
    *known = {digest, known->opened || opened};
    if (isNew)
        return News::Opened;
    return isChanged ? News::Updated : News::None;
}

} // namespace conversa
