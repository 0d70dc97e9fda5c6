// SPDX-License-Identifier: Apache-2.0
#include "admin/tapdesk.h"

#include "audit/connectionevents.h"
#include "auth/authorization.h"

#include <semaphore>

namespace conversa {

namespace {

QByteArray targetText(const TapTarget &target)
{
    constexpr const char *kinds[] = {"connection ", "user ", "session "};
    return kinds[target.index()] + std::visit([](const auto &id) { return id.toByteArray(); }, target);
}

} // namespace

// What an administrator reads of a tap, which lives as long.
class TapDesk::Stream : public AdminStream
{
public:
    Stream(TapDesk &desk, std::shared_ptr<FrameTap> tap, AdminAsker asker, qint64 endMs)
        : m_desk(desk)
        , m_tap(std::move(tap))
        , m_asker(std::move(asker))
        , m_endMs(endMs)
        , m_rows(m_tap->ring(), frameFields(), &rowOf)
    {
        ++m_desk.m_taps;
        m_desk.setInThreads(m_tap, true);
    }
    ~Stream() override
    {
        --m_desk.m_taps;
        m_desk.setInThreads(m_tap, false);
        m_desk.record("_ended", m_asker, *m_tap, "frames=" + QByteArray::number(m_tap->ring().kept()));
    }

    Page latest(const TableQuery &query, qint64 nowMs) const override { return m_rows.latest(query, nowMs); }
    Page after(quint64 number, const TableQuery &query, qint64 nowMs) const override { return m_rows.after(number, query, nowMs); }
    std::optional<qint64> leftMs() const override { return m_endMs - m_desk.m_env.clock.monotonicMs(); }

private:
    static std::optional<FrameRow> rowOf(const TappedFrame &frame) { return frameRowOf(frame); }

    TapDesk &m_desk;
    const std::shared_ptr<FrameTap> m_tap;
    const AdminAsker m_asker;
    const qint64 m_endMs; // monotonic
    const RingStream<TappedFrame, decltype(&rowOf)> m_rows;
};

TapDesk::TapDesk(Environment environment)
    : m_env(std::move(environment))
{
}

Result<std::unique_ptr<AdminStream>> TapDesk::open(const Subscribe &wanted, const AdminAsker &asker)
{
    if (m_taps >= mostTaps)
        return Error{ErrorCode::LimitExceeded, QByteArrayLiteral("This server has as many taps as it may; end one first.")};
    const auto tap = std::make_shared<FrameTap>(wanted.target, asker.principal->tenant);
    record("_started", asker, *tap, "duration_ms=" + QByteArray::number(wanted.durationMs));
    return std::unique_ptr<AdminStream>(std::make_unique<Stream>(*this, tap, asker, m_env.clock.monotonicMs() + wanted.durationMs));
}

void TapDesk::setInThreads(const std::shared_ptr<FrameTap> &tap, bool isOn)
{
    const auto done = std::make_shared<std::counting_semaphore<>>(0);
    for (int thread = 0; thread < m_env.threads; ++thread)
        m_env.set(thread, tap, isOn, [done] { done->release(); });
    // What comes after the first snapshot is seen; a thread that stands still does not hold up the administrators.
    for (int thread = 0; isOn && thread < m_env.threads; ++thread)
        static_cast<void>(done->try_acquire_for(std::chrono::milliseconds(100)));
}

void TapDesk::record(const char *what, const AdminAsker &asker, const FrameTap &tap, const QByteArray &detail)
{
    AuditEvent event
        = auditEvent(auditName(Action::TapFrames) + what, QByteArrayLiteral("ok"), asker.principal.get(), asker.address);
    event.target = targetText(tap.target());
    event.detail = detail;
    m_env.audit.record(std::move(event));
}

} // namespace conversa
