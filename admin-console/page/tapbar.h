// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/framering.h"
#include "model/livestate.h"
#include "model/rawconnection.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace conversa::console {

// Where frames come from: a tap of the server on one connection, user or session, and a connection of our own. Owned by the
// FramePage.
class TapBar : public QWidget
{
    Q_OBJECT

public:
    enum Target { Connection, User, Session };

    TapBar(LiveState &live, FrameRing &frames, RawConnection &connection, QWidget *parent = nullptr);

    void setTarget(Target target, const QString &id);
    void start();

Q_SIGNALS:
    // The own connection goes there next, with this key.
    void keyUsed(const QByteArray &key);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onStart();
    void onOwn();
    void refresh();

private:
    void build();
    void retranslate();

    LiveState &m_live;
    FrameRing &m_frames;
    RawConnection &m_connection;
    QComboBox m_target;
    QLineEdit m_id;
    QSpinBox m_minutes;
    QPushButton m_start;
    QPushButton m_own;
    QCheckBox m_autoPong;
    QLabel m_note;
    QString m_ownProblem;
};

} // namespace conversa::console
