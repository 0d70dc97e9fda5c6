// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/statebadge.h"

#include "page/looks.h"
#include "page/signs.h"

#include <QEvent>
#include <QHBoxLayout>

namespace conversa::console {

namespace {

struct BadgeLook
{
    Sign sign;
    Tone tone;
    const char *word;
};

BadgeLook lookOf(LinkState state)
{
    switch (state) {
    case LinkState::Connecting:
        return { Sign::Dots, Tone::Quiet, QT_TRANSLATE_NOOP("conversa::console::StateBadge", "Connecting") };
    case LinkState::Connected:
        return { Sign::Tick, Tone::Good, QT_TRANSLATE_NOOP("conversa::console::StateBadge", "Connected") };
    case LinkState::Reconnecting:
        return { Sign::Triangle, Tone::Warning, QT_TRANSLATE_NOOP("conversa::console::StateBadge", "Reconnecting") };
    case LinkState::Refused:
        return { Sign::Cross, Tone::Bad, QT_TRANSLATE_NOOP("conversa::console::StateBadge", "Not connected") };
    case LinkState::Disconnected:
        break;
    }
    return { Sign::Ring, Tone::Quiet, QT_TRANSLATE_NOOP("conversa::console::StateBadge", "Disconnected") };
}

} // namespace

StateBadge::StateBadge(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(8);
    row->addWidget(&m_sign);
    row->addWidget(&m_word);
    makeHeading(m_word);
    refresh();
}

void StateBadge::setState(LinkState state)
{
    m_state = state;
    refresh();
}

void StateBadge::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

void StateBadge::refresh()
{
    const BadgeLook look = lookOf(m_state);
    m_sign.setPixmap(signPixmap(look.sign, toneColor(look.tone, palette()), 18, devicePixelRatioF()));
    m_word.setText(tr(look.word));
    setAccessibleName(tr("State: %1").arg(m_word.text()));
}

} // namespace conversa::console
