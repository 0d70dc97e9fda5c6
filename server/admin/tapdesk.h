// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/adminstream.h"
#include "admin/frametap.h"
#include "audit/auditlog.h"

#include <functional>

namespace conversa {

// Who asks on an admin socket.
struct AdminAsker
{
    std::shared_ptr<const Principal> principal;
    QByteArray address;
};

// Opens taps and ends them, and has both in the audit log. In the admin thread; owned by the composition root.
class TapDesk
{
public:
    static constexpr int mostTaps = 8;

    struct Environment
    {
        int threads = 1; // network threads
        // Has a network thread feed the tap, or not any more; calls `done` there.
        std::function<void(int thread, std::shared_ptr<FrameTap> tap, bool isOn, std::function<void()> done)> set;
        AuditLog &audit;
        Clock clock;
    };

    explicit TapDesk(Environment environment);

    // LimitExceeded: there are as many as may be.
    Result<std::unique_ptr<AdminStream>> open(const Subscribe &wanted, const AdminAsker &asker);

private:
    class Stream;

    void setInThreads(const std::shared_ptr<FrameTap> &tap, bool isOn);
    void record(const char *what, const AdminAsker &asker, const FrameTap &tap, const QByteArray &detail);

    const Environment m_env;
    int m_taps = 0;
};

} // namespace conversa
