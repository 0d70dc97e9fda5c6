// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/composer.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QSettings>

namespace conversa::console {

namespace {

constexpr qsizetype mostText = 10'240; // bytes of a message, docs/protocol.md
constexpr int mostDrafts = 200;

QString draftKey(const QString &session)
{
    return QStringLiteral("drafts/") + session;
}

} // namespace

Composer::Composer(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("composer"));
    setTabChangesFocus(true);
    setFixedHeight(72);
    m_completer.setModel(&m_proposals);
    m_completer.setWidget(this);
    m_completer.setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(&m_completer, qOverload<const QString &>(&QCompleter::activated), this, &Composer::onChosen);
    connect(this, &QPlainTextEdit::textChanged, this, &Composer::onTextChanged);
}

void Composer::setSession(const QString &session)
{
    if (m_session == session)
        return;
    keepDraft();
    m_session = session;
    m_isFilling = true;
    setPlainText(session.isEmpty() ? QString() : QSettings().value(draftKey(session)).toString());
    moveCursor(QTextCursor::End);
    m_isFilling = false;
}

void Composer::keepDraft()
{
    if (m_session.isEmpty())
        return;
    QSettings settings;
    const QString text = toPlainText();
    if (text.trimmed().isEmpty())
        return settings.remove(draftKey(m_session));
    settings.beginGroup(QStringLiteral("drafts"));
    if (settings.childKeys().size() >= mostDrafts && !settings.contains(m_session))
        settings.remove(settings.childKeys().first());
    settings.setValue(m_session, text);
}

void Composer::send()
{
    const QString text = toPlainText();
    if (text.trimmed().isEmpty() || text.toUtf8().size() > mostText)
        return;
    m_isFilling = true;
    clear();
    m_isFilling = false;
    keepDraft();
    Q_EMIT submitted(text);
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_completer.popup()->isVisible()) {
        const bool isOfPopup = isEnter || event->key() == Qt::Key_Escape || event->key() == Qt::Key_Tab;
        if (isOfPopup)
            return event->ignore();
    }
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier))
        return send();
    QPlainTextEdit::keyPressEvent(event);
}

void Composer::focusOutEvent(QFocusEvent *event)
{
    keepDraft();
    QPlainTextEdit::focusOutEvent(event);
}

void Composer::onTextChanged()
{
    if (m_isFilling)
        return;
    complete();
    if (document()->isEmpty())
        Q_EMIT cleared();
    else
        Q_EMIT typed();
}

void Composer::complete()
{
    const QString text = toPlainText();
    const QStringList proposals = text.startsWith(QLatin1Char('/')) ? m_canned.matching(text.sliced(1)) : QStringList();
    if (proposals.isEmpty())
        return m_completer.popup()->hide();
    m_proposals.setStringList(proposals);
    m_completer.complete(cursorRect().adjusted(0, 0, 360, 0));
    m_completer.popup()->setCurrentIndex(m_completer.completionModel()->index(0, 0));
}

void Composer::onChosen(const QString &proposal)
{
    m_isFilling = true;
    setPlainText(m_canned.textOf(proposal));
    moveCursor(QTextCursor::End);
    m_isFilling = false;
    Q_EMIT typed();
}

} // namespace conversa::console
