// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rawconnection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>

namespace conversa::console {

// Sends frames of any kind over an own connection, once or every so many seconds; texts are kept under a name, but never one
// with a key in it. Owned by the FramePage.
class SendBox : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostSaved = 200;

    explicit SendBox(RawConnection &connection, QWidget *parent = nullptr);

    // What must never be kept.
    void setSecret(const QByteArray &key) { m_secret = key; }

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onSend();
    void onRepeat();
    void onSave();
    void onRemove();
    void onChosen(int index);
    void onState();

private:
    enum Kind { Text, Binary, Ping, Pong, Close, Malformed, Kinds };

    void build();
    void say(const QString &text) { m_note.setText(text); }
    bool sendAs(Kind kind, const QString &typed);
    void fillSaved();
    void retranslate();

    RawConnection &m_connection;
    QByteArray m_secret;
    QComboBox m_kind;
    QComboBox m_saved;
    QPushButton m_save;
    QPushButton m_remove;
    QPlainTextEdit m_edit;
    QLabel m_note;
    QCheckBox m_repeat;
    QSpinBox m_seconds;
    QPushButton m_send;
    QTimer m_timer;
};

} // namespace conversa::console
