// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/page.h"

#include <QEvent>
#include <QVBoxLayout>

namespace conversa::console {

Page::Page(QWidget *parent)
    : QWidget(parent)
    , m_panel(new StatePanel)
    , m_stack(new QStackedLayout)
    , m_body(m_stack)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(16);
    column->addWidget(&m_banner);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(m_panel);
    connect(m_panel, &StatePanel::buttonClicked, this, &Page::onStateButton);
    connect(&m_banner, &Banner::retryRequested, this, &Page::reconnectRequested);
    m_panel->setLoading();
}

void Page::setContent(QWidget *content, QStackedLayout *body)
{
    m_content = content;
    m_stack->addWidget(content);
    if (!body)
        return;
    m_stack->setCurrentWidget(content);
    m_body = body;
    m_body->addWidget(m_panel);
    turnTo(m_state);
}

void Page::setState(PageState state, const LinkView &link)
{
    const bool isStale = state == PageState::Stale;
    m_banner.setProblem(isStale && link.problem == Problem::None ? Problem::ConnectionLost : isStale ? link.problem : Problem::None);
    m_banner.setWait(isStale ? link.retryIn : std::chrono::milliseconds(0));
    if (state == PageState::Loading)
        m_panel->setLoading();
    turnTo(state);
}

void Page::setState(PageState state, const StateText &text)
{
    m_banner.setProblem(Problem::None);
    m_panel->setText(text);
    turnTo(state);
}

void Page::setFailed(const Failure &failure)
{
    m_banner.setProblem(Problem::None);
    m_panel->setFailure(failure);
    turnTo(PageState::Failed);
}

bool Page::showLinkLost(const LinkView &link, bool hasContent)
{
    if (link.state != LinkState::Reconnecting && link.state != LinkState::Refused)
        return false;
    if (hasContent)
        setState(PageState::Stale, link);
    else if (link.state == LinkState::Reconnecting)
        setState(PageState::Loading);
    else
        setFailed({ link.problem });
    return true;
}

void Page::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Page::onStateButton()
{
    if (m_state == PageState::NoMatch)
        clearFilter();
    else if (m_state == PageState::Failed)
        refresh();
    else
        onFirstStep();
}

void Page::turnTo(PageState state)
{
    m_state = state;
    const bool hasContent = state == PageState::Ready || state == PageState::Stale;
    if (m_body != m_stack)
        m_body->setCurrentIndex(hasContent ? 0 : m_body->indexOf(m_panel));
    else if (m_content)
        m_stack->setCurrentWidget(hasContent ? m_content : m_panel);
    // What is stale stays readable, and does not pretend that it can be acted on.
    if (m_content)
        m_content->setEnabled(state != PageState::Stale && (m_body == m_stack || state != PageState::NoPermission));
}

} // namespace conversa::console
