// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/framerow.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

#include <vector>

namespace conversa::console {

// One frame as text and as bytes, or what is different between two. What is long is shown cut, with a mark that says so. Owned by
// the FramePage.
class FrameDetails : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype mostShown = 64 * 1024; // bytes, until the whole is asked for

    explicit FrameDetails(QWidget *parent = nullptr);

    // None, one, or two to be compared.
    void setFrames(std::vector<FrameRow> frames);
    QString text() const { return m_text.toPlainText(); }
    QString mark() const { return m_mark.text(); }

Q_SIGNALS:
    void followRequested(const QByteArray &requestId);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onWhole();
    void onSave();

private:
    void refresh();
    void showMark(const FrameRow &frame, bool isCut);
    void retranslate();

    std::vector<FrameRow> m_frames;
    bool m_isWhole = false;
    QTabWidget m_tabs;
    QPlainTextEdit m_text;
    QPlainTextEdit m_hex;
    QPlainTextEdit m_difference;
    QLabel m_mark;
    QPushButton m_open;
    QPushButton m_save;
    QPushButton m_follow;
};

// Indented where it is JSON, else as it is.
QString prettyText(const QByteArray &payload);
// "00000000  48 65 6c ...  Hel".
QString hexDump(const QByteArray &bytes);

} // namespace conversa::console
