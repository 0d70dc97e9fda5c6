// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/framedetails.h"

#include "model/framering.h"
#include "model/linediff.h"
#include "page/looks.h"
#include "page/savefile.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLocale>

namespace conversa::console {

namespace {

constexpr qsizetype hexColumns = 16;

void shapeEditor(QPlainTextEdit &edit, const char *name)
{
    edit.setObjectName(QLatin1String(name));
    edit.setReadOnly(true);
    edit.setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit.setLineWrapMode(QPlainTextEdit::NoWrap);
    edit.setTabChangesFocus(true);
    edit.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

QString shownOf(const FrameRow &frame)
{
    return prettyText(frame.payload.isEmpty() ? frame.hex : frame.payload);
}

QString differenceText(const FrameRow &a, const FrameRow &b)
{
    static constexpr std::array signs{ ' ', '-', '+' }; // in the order of DiffLine::Kind
    QString text;
    for (const DiffLine &line : lineDiff(shownOf(a), shownOf(b)))
        text += QString(QLatin1Char(signs[size_t(line.kind)])) + QLatin1Char(' ') + line.text + QLatin1Char('\n');
    return text;
}

} // namespace

QString prettyText(const QByteArray &payload)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(payload, &error);
    return QString::fromUtf8(error.error == QJsonParseError::NoError ? document.toJson().trimmed() : payload);
}

QString hexDump(const QByteArray &bytes)
{
    QString dump;
    for (qsizetype at = 0; at < bytes.size(); at += hexColumns) {
        const QByteArray row = bytes.mid(at, hexColumns);
        QString shown;
        for (const char byte : row)
            shown += byte >= ' ' && byte <= '~' ? QLatin1Char(byte) : QLatin1Char('.');
        const QString hex = QString::fromLatin1(row.toHex(' ')).leftJustified(hexColumns * 3);
        dump += QStringLiteral("%1  %2 %3\n").arg(at, 8, 16, QLatin1Char('0')).arg(hex, shown);
    }
    return dump;
}

FrameDetails::FrameDetails(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    m_tabs.setObjectName(QStringLiteral("frameTabs"));
    m_tabs.setDocumentMode(true);
    shapeEditor(m_text, "frameText");
    shapeEditor(m_hex, "frameHex");
    shapeEditor(m_difference, "frameDifference");
    m_tabs.addTab(&m_text, {});
    m_tabs.addTab(&m_hex, {});
    m_tabs.addTab(&m_difference, {});
    column->addWidget(&m_tabs, 1);
    m_mark.setTextFormat(Qt::PlainText);
    m_mark.setWordWrap(true);
    column->addWidget(&m_mark);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_open.setObjectName(QStringLiteral("openWhole"));
    m_save.setObjectName(QStringLiteral("saveWhole"));
    m_follow.setObjectName(QStringLiteral("followRequest"));
    for (QPushButton *button : { &m_follow, &m_open, &m_save }) {
        button->setMinimumHeight(controlHeight);
        bar->addWidget(button);
    }
    bar->addStretch();
    column->addLayout(bar);
    connect(&m_open, &QPushButton::clicked, this, &FrameDetails::onWhole);
    connect(&m_save, &QPushButton::clicked, this, &FrameDetails::onSave);
    connect(&m_follow, &QPushButton::clicked, this, [this] { Q_EMIT followRequested(jsonWord(m_frames.front().payload, "request_id")); });
    retranslate();
}

void FrameDetails::setFrames(std::vector<FrameRow> frames)
{
    m_frames = std::move(frames);
    m_isWhole = false;
    refresh();
}

void FrameDetails::onWhole()
{
    m_isWhole = true;
    refresh();
}

void FrameDetails::onSave()
{
    saveFile(this, QStringLiteral("frame.bin"), bytesOf(m_frames.front()));
}

void FrameDetails::refresh()
{
    const bool isOne = m_frames.size() == 1;
    m_tabs.setTabEnabled(2, m_frames.size() == 2);
    m_save.setEnabled(isOne);
    m_follow.setEnabled(isOne && !jsonWord(m_frames.front().payload, "request_id").isEmpty());
    m_open.setEnabled(false);
    m_mark.hide();
    m_difference.clear();
    if (m_frames.empty()) {
        m_text.clear();
        m_hex.clear();
        return;
    }
    const FrameRow &frame = m_frames.front();
    const QByteArray bytes = bytesOf(frame);
    const bool isCut = !m_isWhole && bytes.size() > mostShown;
    m_text.setPlainText(frame.payload.isEmpty() ? QString::fromLatin1(frame.hex.left(mostShown))
                                                : prettyText(isCut ? frame.payload.left(mostShown) : frame.payload));
    m_hex.setPlainText(hexDump(isCut ? bytes.left(mostShown) : bytes));
    showMark(frame, isCut);
    if (m_frames.size() == 2) {
        m_difference.setPlainText(differenceText(m_frames[0], m_frames[1]));
        m_tabs.setCurrentIndex(2);
    } else if (m_tabs.currentIndex() == 2) {
        m_tabs.setCurrentIndex(0);
    }
}

void FrameDetails::showMark(const FrameRow &frame, bool isCut)
{
    const QLocale locale;
    m_open.setEnabled(isCut);
    QStringList marks;
    if (isCut)
        marks << tr("Shown cut: the first %1 of %2.").arg(locale.formattedDataSize(mostShown), locale.formattedDataSize(bytesOf(frame).size()));
    if (frame.cut > 0)
        marks << tr("The server left out the last %1: a tap shows up to 4,096 bytes of a frame.").arg(locale.formattedDataSize(frame.cut));
    m_mark.setText(marks.join(QLatin1Char(' ')));
    m_mark.setVisible(!marks.isEmpty());
}

void FrameDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FrameDetails::retranslate()
{
    m_tabs.setTabText(0, tr("Text"));
    m_tabs.setTabText(1, tr("Bytes"));
    m_tabs.setTabText(2, tr("Difference"));
    m_text.setAccessibleName(tr("Frame as text"));
    m_hex.setAccessibleName(tr("Frame as bytes"));
    m_difference.setAccessibleName(tr("Difference of two frames"));
    m_text.setPlaceholderText(tr("Choose a frame, or two to compare them."));
    m_open.setText(tr("Open w&hole"));
    m_save.setText(tr("Save &whole…"));
    m_follow.setText(tr("&Follow request"));
    refresh();
}

} // namespace conversa::console
