// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "hub/hub.h"
#include "store/storage.h"

#include <span>

namespace conversa {

// Where stored messages leave the storage threads: confirms each to its sender and gives it to the hub. Called on storage
// threads; owned by the composition root.
class MessageOutlet
{
public:
    MessageOutlet(Hub &hub, Clock clock);

    void onAppended(std::span<AppendOutcome> outcomes) const;

private:
    Outgoing outgoing(AppendOutcome &outcome, qint64 nowMs) const;

    Hub &m_hub;
    Clock m_clock;
};

} // namespace conversa
