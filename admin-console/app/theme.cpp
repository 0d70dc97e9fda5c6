// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme.h"

#include "app/contraststyle.h"
#include "app/roomystyle.h"
#include "page/signs.h"

#include <QApplication>

namespace conversa::console {

namespace {

struct Colors
{
    QRgb window, base, text, quiet, button, border, highlight, highlighted, link;
};

constexpr Colors Light{ 0xfff5f6f8, 0xffffffff, 0xff1b1f24, 0xff5b6470, 0xffffffff, 0xffd5d9df, 0xff2f5fd0, 0xffffffff, 0xff2f5fd0 };
constexpr Colors Dark{ 0xff1d1f23, 0xff282b30, 0xffeceef1, 0xffa3abb6, 0xff34383f, 0xff454a53, 0xff3a6bd0, 0xffffffff, 0xff8fb3ff };
constexpr Colors Contrast{ 0xff000000, 0xff000000, 0xffffffff, 0xffdddddd, 0xff000000, 0xffffffff, 0xffffe600, 0xff000000, 0xff9ecbff };

const Colors &colorsOf(Look look, bool isDesktopDark)
{
    if (look == Look::HighContrast)
        return Contrast;
    return look == Look::Dark || (look == Look::System && isDesktopDark) ? Dark : Light;
}

QPalette paletteOf(const Colors &colors)
{
    QPalette palette(QColor::fromRgb(colors.button), QColor::fromRgb(colors.window));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText })
        palette.setColor(role, QColor::fromRgb(colors.text));
    palette.setColor(QPalette::Base, QColor::fromRgb(colors.base));
    palette.setColor(QPalette::AlternateBase, QColor::fromRgb(colors.window));
    palette.setColor(QPalette::ToolTipBase, QColor::fromRgb(colors.base));
    palette.setColor(QPalette::PlaceholderText, QColor::fromRgb(colors.quiet));
    palette.setColor(QPalette::Midlight, QColor::fromRgb(colors.border));
    palette.setColor(QPalette::Highlight, QColor::fromRgb(colors.highlight));
    palette.setColor(QPalette::HighlightedText, QColor::fromRgb(colors.highlighted));
    palette.setColor(QPalette::Link, QColor::fromRgb(colors.link));
    palette.setColor(QPalette::LinkVisited, QColor::fromRgb(colors.link));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(colors.quiet));
    return palette;
}

} // namespace

Theme::Theme()
    : m_desktop(QApplication::palette())
{
    QApplication::setStyle(new RoomyStyle);
}

void Theme::use(Look look)
{
    const bool hasContrast = look == Look::HighContrast;
    // A new style draws every widget anew, so only where it is another one.
    if (hasContrast != m_hasContrast)
        QApplication::setStyle(hasContrast ? new ContrastStyle : new RoomyStyle);
    m_hasContrast = hasContrast;
    QApplication::setPalette(paletteOf(colorsOf(look, isDark(m_desktop))));
}

} // namespace conversa::console
