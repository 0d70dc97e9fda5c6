// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/framerow.h"
#include "auth/principal.h"
#include "core/entryring.h"
#include "wire/opcode.h"

#include <memory>

namespace conversa {

// A frame as a tap keeps it: tokens masked, the payload cut.
struct TappedFrame
{
    qint64 atUs = 0; // Unix time in microseconds
    ConnectionId connection;
    bool isOut = false;
    Opcode opcode = Opcode::Text;
    qint64 size = 0; // of the whole payload
    qint64 cut = 0; // bytes that are not kept
    QByteArray payload;
};
FrameRow frameRowOf(const TappedFrame &frame);

// Frames of one connection, one user or one session, of one tenant or all ("*"), for one administrator. Thread-safe; shared by
// the network threads and the administrator's stream.
class FrameTap
{
public:
    static constexpr size_t mostFrames = 2'000;
    static constexpr qsizetype mostPayload = 4'096; // bytes

    FrameTap(TapTarget target, QByteArray tenant);

    const TapTarget &target() const { return m_target; }
    EntryRing<TappedFrame> &ring() { return m_ring; }
    // Keeps the frame if it is among those it is for.
    void see(ConnectionId connection, const Principal &principal, bool isOut, Opcode opcode, QByteArrayView payload);

private:
    bool isFor(ConnectionId connection, const Principal &principal, QByteArrayView payload) const;

    const TapTarget m_target;
    const QByteArray m_tenant;
    const QByteArray m_session; // as a frame names it; empty: whatever it names
    EntryRing<TappedFrame> m_ring{mostFrames};
};

// The taps that one network thread feeds. While there are none, a frame costs the look at isEmpty(). Lives in that thread.
class FrameTaps
{
public:
    bool isEmpty() const { return m_taps.empty(); }
    void set(const std::shared_ptr<FrameTap> &tap, bool isOn);
    void see(ConnectionId connection, const Principal &principal, bool isOut, Opcode opcode, QByteArrayView payload) const
    {
        for (const auto &tap : m_taps)
            tap->see(connection, principal, isOut, opcode, payload);
    }

private:
    std::vector<std::shared_ptr<FrameTap>> m_taps;
};

} // namespace conversa
