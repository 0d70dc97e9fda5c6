// SPDX-License-Identifier: Apache-2.0
#include "relay/rollcall.h"

#include <QTimer>

#include <algorithm>

namespace conversa {

RollCall::RollCall(Bus &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
}

void RollCall::call(const PresenceQuery &query, qint64 servers)
{
    const SessionKey key = query.key;
    const quint64 number = ++m_number;
    m_calls[key] = {number};
    m_bus.ask(query, [this, key, number, servers](qint64 listeners) {
        const auto call = m_calls.find(key);
        if (call == m_calls.end() || call->number != number)
            return;
        call->expected = std::min(listeners, servers);
        finish(key, number, true);
    });
    QTimer::singleShot(patienceMs, this, [this, key, number] { finish(key, number, false); });
}

void RollCall::answered(const SessionKey &key, const NodeId &node)
{
    const auto call = m_calls.find(key);
    if (call == m_calls.end())
        return;
    call->answered.insert(node);
    finish(key, call->number, true);
}

void RollCall::heard(const SessionKey &key, const NodeId &node)
{
    const auto call = m_calls.find(key);
    if (call != m_calls.end())
        call->heard.insert(node);
}

void RollCall::finish(const SessionKey &key, quint64 number, bool patient)
{
    const auto call = m_calls.find(key);
    if (call == m_calls.end() || call->number != number)
        return;
    if (patient && (!call->expected || call->answered.size() < *call->expected))
        return;
    const QSet<NodeId> nodes = call->answered + call->heard;
    m_calls.erase(call);
    Q_EMIT done(key, nodes);
}

} // namespace conversa
