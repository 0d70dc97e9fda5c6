// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/framerow.h"
#include "model/rowring.h"

namespace conversa::console {

// What kind of frame a row is, for signs and colours.
enum class FrameMark : quint8 { Plain, Error, Close, Control };

// Frames as they went by, of a tap of the server or of an own connection: the latest 100,000 or as many as Settings say, 64 MiB of them at most.
class FrameRing : public RowRing<FrameRow>
{
public:
    static constexpr size_t most = 100'000; // where nothing else was chosen
    static constexpr qint64 mostBytes = 64 * 1024 * 1024;

    enum Column { Time, Delta, Direction, Opcode, Type, Size, Request, Payload, Columns };
    enum FrameRole { MarkRole = Qt::UserRole + 100 }; // int, a FrameMark

    // `channel` outlives it.
    explicit FrameRing(AdminChannel &channel, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(Columns); }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString textAt(int row, int column) const;
};

// The string behind a key of a frame's JSON, found without reading it all; empty where there is none, or no JSON.
QByteArray jsonWord(QByteArrayView payload, QByteArrayView key);
FrameMark markOf(const FrameRow &frame);
// What is known of its payload, as bytes.
QByteArray bytesOf(const FrameRow &frame);

} // namespace conversa::console
