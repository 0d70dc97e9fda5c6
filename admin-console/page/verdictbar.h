// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page/signs.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace conversa::console {

// How things stand, in a sentence with its sign, and more lines where there is more to say. Owned by a page.
class VerdictBar : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictBar(QWidget *parent = nullptr);

    // An empty sentence hides it. canClose: the person may.
    void setVerdict(Sign sign, Tone tone, const QString &sentence, const QStringList &more = {}, bool canClose = false);
    QString text() const { return m_sentence.text(); }
    QString more() const { return m_more.text(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Sign m_kind = Sign::Ring;
    Tone m_tone = Tone::Quiet;
    QLabel m_sign;
    QLabel m_sentence;
    QLabel m_more;
    QPushButton m_close;
};

} // namespace conversa::console
