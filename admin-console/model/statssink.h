// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/statshistory.h"
#include "model/topicsink.h"

namespace conversa::console {

// Takes the figures of the moment: of those that come together, the latest.
class StatsSink : public TopicSink
{
public:
    bool take(const AdminMessage &message) override;
    void restart() override { }
    void refuse(const Error &) override { }
    bool flush() override;
    // The GUI thread.
    std::optional<StatsNow> collect() { return m_out.collect(); }

private:
    StatsNow m_latest;
    Mailbox<StatsNow> m_out;
};

} // namespace conversa::console
