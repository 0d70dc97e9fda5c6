// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/connectionrow.h"
#include "model/rest.h"

#include <QLabel>
#include <QScrollArea>

#include <optional>

namespace conversa::console {

// Everything the server says of one connection, and what it has joined. Owned by the page of connections.
class ConnectionDetails : public QScrollArea
{
    Q_OBJECT

public:
    // `rest` outlives it.
    explicit ConnectionDetails(Rest &rest, QWidget *parent = nullptr);

    // Nothing: none is chosen, or more than one.
    void setConnection(const std::optional<ConnectionRow> &row);

Q_SIGNALS:
    // A session that it has joined was chosen.
    void sessionChosen(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showRow();
    void askJoined();
    void showJoined(const Answer<QJsonObject> &answer);

    Rest &m_rest;
    std::optional<ConnectionRow> m_row;
    QLabel m_nothing;
    QWidget *m_body;
    std::vector<std::pair<QLabel *, QLabel *>> m_lines; // one for each field
    QLabel m_joinedTitle;
    QLabel m_joined;
};

} // namespace conversa::console
