// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/cannedtexts.h"

#include <QCompleter>
#include <QPlainTextEdit>
#include <QStringListModel>

namespace conversa::console {

// Where a message is written: Enter sends, Shift+Enter begins a line, "/" at its begin offers canned texts. Tab leaves it. What is
// not sent is kept as a draft of its session, over restarts too.
class Composer : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);

    // Keeps what stands there as the draft of the session before. Empty: no session.
    void setSession(const QString &session);
    void send();
    CannedTexts &canned() { return m_canned; }

Q_SIGNALS:
    void submitted(const QString &text);
    void typed();
    void cleared();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private Q_SLOTS:
    void onTextChanged();
    void onChosen(const QString &proposal);

private:
    void keepDraft();
    void complete();

    QString m_session;
    CannedTexts m_canned;
    QCompleter m_completer;
    QStringListModel m_proposals;
    bool m_isFilling = false;
};

} // namespace conversa::console
