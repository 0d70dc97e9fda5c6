// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chat/inboxfeed.h"
#include "core/clock.h"
#include "hub/hub.h"
#include "measure/netfigures.h"
#include "store/storage.h"

#include <span>

namespace conversa {

// Where stored messages leave the storage threads: confirms each to its sender and gives it to the hub. Called on storage
// threads; owned by the composition root.
class MessageOutlet
{
public:
    MessageOutlet(Hub &hub, Storage &storage, InboxFeed &inboxes, StoreFigures &figures, Clock clock);

    void onAppended(std::span<AppendOutcome> outcomes) const;
    // It is not known whether messages of these sessions were stored: asks, and has the members read what was. `again` is
    // called, on a storage thread, with those that could not be asked about.
    void onUncertain(const std::vector<SessionKey> &sessions, std::function<void(std::vector<SessionKey>)> again) const;

private:
    Outgoing outgoing(AppendOutcome &outcome, qint64 nowMs) const;

    Hub &m_hub;
    Storage &m_storage;
    InboxFeed &m_inboxes;
    StoreFigures &m_figures;
    Clock m_clock;
};

} // namespace conversa
