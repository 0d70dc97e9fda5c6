// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/figuretile.h"

#include "page/signs.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int HighestTile = 220;

QFont figureFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 3);
    font.setWeight(QFont::Light);
    return font;
}

} // namespace

FigureTile::FigureTile(QWidget *parent)
    : QFrame(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(4);
    // The figures of a row stand on one line, however long their captions are.
    column->addWidget(&m_figure);
    column->addWidget(&m_caption);
    column->addStretch();
    m_figure.setFont(figureFont(font()));
    m_caption.setWordWrap(true);
    for (QLabel *label : { &m_figure, &m_caption })
        label->setTextFormat(Qt::PlainText);
    setMaximumHeight(HighestTile);
    setFigure({});
}

void FigureTile::setCaption(const QString &caption)
{
    m_caption.setText(caption);
    refresh();
}

void FigureTile::setFigure(const QString &figure)
{
    m_figure.setText(figure.isEmpty() ? QStringLiteral("–") : figure);
    refresh();
}

void FigureTile::setStale(bool stale)
{
    m_stale = stale;
    refresh();
}

void FigureTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Midlight), 1));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void FigureTile::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

void FigureTile::refresh()
{
    const QColor grey = palette().color(QPalette::PlaceholderText);
    QPalette figureColors = palette();
    figureColors.setColor(QPalette::WindowText, m_stale ? grey : palette().color(QPalette::Text));
    m_figure.setPalette(figureColors);
    QPalette captionColors = palette();
    captionColors.setColor(QPalette::WindowText, grey);
    m_caption.setPalette(captionColors);
    setAccessibleName(m_caption.text() + QStringLiteral(": ") + m_figure.text());
}

} // namespace conversa::console
