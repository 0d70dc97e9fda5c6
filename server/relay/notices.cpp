// SPDX-License-Identifier: Apache-2.0
#include "relay/notices.h"

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

const QByteArray headWord = QByteArrayLiteral("head");
const QByteArray lookWord = QByteArrayLiteral("look");
constexpr qsizetype headFields = 5;

// The tenant stands last: it alone may hold anything.
QByteArray textOf(const StoredHead &head)
{
    return headWord + ' ' + QByteArray::number(head.head) + ' ' + head.key.session.toByteArray() + ' '
        + head.contact.toByteArray() + ' ' + head.key.tenant;
}

template <typename Name>
std::optional<Name> idIn(const QByteArray &text)
{
    return Name::parse({text.data(), size_t(text.size())});
}

std::optional<StoredHead> headIn(const QByteArray &notice)
{
    QByteArrayList fields = notice.split(' ');
    if (fields.size() < headFields || fields[0] != headWord)
        return std::nullopt;
    const qint64 head = fields[1].toLongLong();
    const auto session = idIn<SessionId>(fields[2]);
    const auto contact = idIn<ContactId>(fields[3]);
    if (head <= 0 || !session || !contact)
        return std::nullopt;
    return StoredHead{{fields.mid(headFields - 1).join(' '), *session}, head, *contact};
}

} // namespace

Notices::Notices(Cluster &cluster, QObject *parent)
    : QObject(parent)
    , m_cluster(cluster)
{
    connect(&m_cluster, &Cluster::noticed, this, &Notices::onNoticed);
    connect(&m_cluster, &Cluster::notified, this, &Notices::onNotified);
}

void Notices::tell(const StoredHead &head)
{
    StoredHead &waiting = m_waiting[head.key];
    waiting = {head.key, std::max(waiting.head, head.head), head.contact};
    send();
}

void Notices::callUp()
{
    m_callUp = true;
    send();
}

void Notices::send()
{
    // What this turn of the loop brings goes together.
    if (!std::exchange(m_sending, true))
        QMetaObject::invokeMethod(this, [this] {
            QByteArrayList notices;
            for (const StoredHead &head : std::exchange(m_waiting, {}))
                notices.append(textOf(head));
            if (std::exchange(m_callUp, false))
                notices.append(lookWord);
            m_cluster.notify(notices);
        }, Qt::QueuedConnection);
}

void Notices::onNotified()
{
    m_sending = false;
    if (!m_waiting.isEmpty() || m_callUp)
        send();
}

void Notices::onNoticed(const QByteArray &notice)
{
    if (notice == lookWord)
        Q_EMIT calledUp();
    else if (const auto head = headIn(notice))
        Q_EMIT heard(*head);
}

} // namespace conversa
