// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/answer.h"
#include "page/signs.h"

#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

namespace conversa::console {

// Why there is nothing to see, in words.
struct StateText
{
    Sign sign = Sign::Ring;
    Tone tone = Tone::Quiet;
    QString headline;
    QString advice;
    QString button = {}; // what can be done about it; empty: there is none
    QString details = {}; // for whoever asks for help; can be copied
};

// The middle of a page that has nothing to show. Owned by the page.
class StatePanel : public QWidget
{
    Q_OBJECT

public:
    // A wait shorter than this is not worth a word.
    static constexpr std::chrono::milliseconds skeletonAfter{ 300 };

    explicit StatePanel(QWidget *parent = nullptr);

    void setLoading();
    void setText(const StateText &text);
    void setFailure(const Failure &failure);
    QString headline() const { return m_headline.text(); }
    QString advice() const { return m_advice.text(); }

Q_SIGNALS:
    void buttonClicked();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private Q_SLOTS:
    void onCopy();

private:
    enum class Kind { Loading, Text, Failure };
    void refresh();
    void fill(const StateText &text);

    Kind m_kind = Kind::Loading;
    StateText m_text;
    Failure m_failure;
    QTimer m_skeleton; // runs until bars may be shown
    QLabel m_sign;
    QLabel m_headline;
    QLabel m_advice;
    QPushButton m_button;
    QPushButton m_copy;
};

} // namespace conversa::console
