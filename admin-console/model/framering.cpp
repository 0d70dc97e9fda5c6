// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/framering.h"

#include "model/settings.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace conversa::console {

namespace {

constexpr qsizetype previewSize = 300;

QString frameWord(const char *text)
{
    return QCoreApplication::translate("FrameRing", text);
}

QString timeText(qint64 atUs)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(atUs / 1'000);
    return moment.toString(QStringLiteral("HH:mm:ss.")) + QStringLiteral("%1").arg(atUs % 1'000'000, 6, 10, QLatin1Char('0'));
}

QString deltaText(qint64 us)
{
    return QLocale().toString(double(us) / 1'000, 'f', 3);
}

QString directionText(const FrameRow &frame)
{
    return frame.isOut ? frameWord(QT_TRANSLATE_NOOP("FrameRing", "← from server")) : frameWord(QT_TRANSLATE_NOOP("FrameRing", "→ from client"));
}

QString sizeText(const FrameRow &frame)
{
    const QString size = QLocale().toString(frame.size);
    //: the size of a frame of which not all is here
    return frame.cut > 0 ? frameWord(QT_TRANSLATE_NOOP("FrameRing", "%1 (cut)")).arg(size) : size;
}

bool isFigureColumn(int column)
{
    return column == FrameRing::Delta || column == FrameRing::Size;
}

} // namespace

QByteArray jsonWord(QByteArrayView payload, QByteArrayView key)
{
    const QByteArray quoted = '"' + key.toByteArray() + '"';
    qsizetype at = payload.indexOf(quoted);
    if (at < 0)
        return {};
    at += quoted.size();
    const auto skipBlanks = [&] {
        while (at < payload.size() && QByteArrayView(" \t\r\n").contains(payload[at]))
            ++at;
    };
    skipBlanks();
    if (at >= payload.size() || payload[at] != ':')
        return {};
    ++at;
    skipBlanks();
    if (at >= payload.size() || payload[at] != '"')
        return {};
    const qsizetype end = payload.indexOf('"', at + 1);
    return end < 0 ? QByteArray() : payload.sliced(at + 1, end - at - 1).toByteArray();
}

FrameMark markOf(const FrameRow &frame)
{
    if (frame.opcode == "close")
        return FrameMark::Close;
    if (frame.opcode == "ping" || frame.opcode == "pong")
        return FrameMark::Control;
    return jsonWord(frame.payload, "type") == "error" ? FrameMark::Error : FrameMark::Plain;
}

QByteArray bytesOf(const FrameRow &frame)
{
    return frame.hex.isEmpty() ? frame.payload : QByteArray::fromHex(frame.hex);
}

FrameRing::FrameRing(AdminChannel &channel, QObject *parent)
    : RowRing(channel, AdminTopic::Frames, readFrameRow, size_t(Settings().framesKept()), parent, mostBytes)
{
}

QVariant FrameRing::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isFigureColumn(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    static constexpr std::array titles{ QT_TRANSLATE_NOOP("FrameRing", "Time"), QT_TRANSLATE_NOOP("FrameRing", "Δ ms"),
        QT_TRANSLATE_NOOP("FrameRing", "Direction"), QT_TRANSLATE_NOOP("FrameRing", "Frame"), QT_TRANSLATE_NOOP("FrameRing", "Type"),
        QT_TRANSLATE_NOOP("FrameRing", "Bytes"), QT_TRANSLATE_NOOP("FrameRing", "Request"), QT_TRANSLATE_NOOP("FrameRing", "Content") };
    return frameWord(titles[size_t(section)]);
}

QVariant FrameRing::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FrameRow *frame = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (!frame)
            return index.column() == Time ? frameWord(QT_TRANSLATE_NOOP("FrameRing", "Frames are missing here.")) : QString();
        return textAt(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isFigureColumn(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case MarkRole:
        return int(frame ? markOf(*frame) : FrameMark::Plain);
    case IsLoaded:
        return true;
    case IsGap:
        return !frame;
    default:
        return {};
    }
}

QString FrameRing::textAt(int at, int column) const
{
    const FrameRow &frame = *row(at);
    switch (column) {
    case Time:
        return timeText(frame.atUs);
    case Delta: {
        const FrameRow *before = at > 0 ? row(at - 1) : nullptr;
        return before ? deltaText(frame.atUs - before->atUs) : QString();
    }
    case Direction:
        return directionText(frame);
    case Opcode:
        return QString::fromLatin1(frame.opcode);
    case Type:
        return QString::fromUtf8(jsonWord(frame.payload, "type"));
    case Size:
        return sizeText(frame);
    case Request:
        return QString::fromUtf8(jsonWord(frame.payload, "request_id"));
    case Payload:
        return QString::fromUtf8(frame.payload.isEmpty() ? frame.hex.left(previewSize) : frame.payload.left(previewSize)).simplified();
    default:
        return {};
    }
}

} // namespace conversa::console
