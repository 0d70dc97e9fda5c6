// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/tapdesk.h"
#include "audit/eventjournal.h"
#include "auth/authorization.h"
#include "core/log.h"

#include <memory>

namespace conversa {

// What a topic's subscriber must be allowed.
Action actionOf(AdminTopic topic);

// Where the streams of the admin socket come from: each shows what its asker may see, and what it comes from keeps entries as
// long as there is a stream. In the admin thread; owned by the composition root.
class StreamSources
{
public:
    struct Environment
    {
        EventJournal &journal;
        EntryRing<LogEntry> &log;
        TapDesk &taps;
    };

    explicit StreamSources(Environment environment);

    // The topic is a stream. An Error says why there is none now.
    Result<std::unique_ptr<AdminStream>> open(const Subscribe &wanted, const AdminAsker &asker);

private:
    Environment m_env;
};

} // namespace conversa
