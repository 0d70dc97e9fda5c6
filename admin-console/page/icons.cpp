// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace conversa::console {

namespace {

// The drawings are black.
QPixmap drawn(QByteArray drawing, const QColor &color, int size)
{
    drawing.replace("#000", color.name().toLatin1());
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(drawing).render(&painter);
    return pixmap;
}

} // namespace

QIcon lineIcon(const QString &name, const QPalette &palette)
{
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray drawing = file.readAll();
    QIcon icon;
    for (const int size : { 20, 40, 60 }) {
        icon.addPixmap(drawn(drawing, palette.color(QPalette::Text), size), QIcon::Normal);
        icon.addPixmap(drawn(drawing, palette.color(QPalette::HighlightedText), size), QIcon::Selected);
        icon.addPixmap(drawn(drawing, palette.color(QPalette::Disabled, QPalette::Text), size), QIcon::Disabled);
    }
    return icon;
}

} // namespace conversa::console
