// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/connectiondetails.h"

#include "model/celltext.h"
#include "page/looks.h"
#include "page/problemtext.h"

#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QJsonArray>
#include <QVBoxLayout>

namespace conversa::console {

ConnectionDetails::ConnectionDetails(Rest &rest, QWidget *parent)
    : QScrollArea(parent)
    , m_rest(rest)
    , m_body(new QWidget)
{
    setObjectName(QStringLiteral("details"));
    setWidgetResizable(true);
    m_body->setBackgroundRole(QPalette::Base);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    // No form layout: Qt 6.4's writes beyond its memory where rows are hidden one by one.
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(6);
    form->setColumnStretch(1, 1);
    for (size_t i = 0; i < connectionFields().size(); ++i) {
        auto *name = new QLabel;
        auto *value = new QLabel;
        name->setForegroundRole(QPalette::PlaceholderText);
        form->addWidget(name, int(i), 0, Qt::AlignTop);
        form->addWidget(value, int(i), 1, Qt::AlignTop);
        m_lines.emplace_back(name, value);
    }
    column->addWidget(&m_nothing);
    column->addLayout(form);
    column->addWidget(&m_joinedTitle);
    column->addWidget(&m_joined);
    column->addStretch();
    for (const auto &[name, value] : m_lines) {
        name->setTextFormat(Qt::PlainText);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    makeHeading(m_joinedTitle);
    m_nothing.setTextFormat(Qt::PlainText);
    m_nothing.setWordWrap(true);
    m_nothing.setForegroundRole(QPalette::PlaceholderText);
    // Ids of the server's making, checked before they stand in a link.
    m_joined.setTextFormat(Qt::RichText);
    m_joined.setWordWrap(true);
    m_joined.setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(&m_joined, &QLabel::linkActivated, this, &ConnectionDetails::sessionChosen);
    setWidget(m_body);
    showRow();
}

void ConnectionDetails::setConnection(const std::optional<ConnectionRow> &row)
{
    const bool isOther = !m_row || !row || m_row->id != row->id;
    m_row = row;
    showRow();
    if (isOther && m_row)
        askJoined();
}

void ConnectionDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showRow();
    if (event->type() == QEvent::PaletteChange) { // a link has the colour of when it was set
        const QString links = m_joined.text();
        m_joined.clear();
        m_joined.setText(links);
    }
    QScrollArea::changeEvent(event);
}

void ConnectionDetails::showRow()
{
    setAccessibleName(tr("Details of the connection"));
    m_nothing.setText(tr("Choose one connection to see all of it."));
    m_nothing.setVisible(!m_row);
    m_joinedTitle.setText(tr("Joined sessions"));
    m_joinedTitle.setVisible(m_row.has_value());
    m_joined.setVisible(m_row.has_value());
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const auto &[name, value] = m_lines[i];
        const Field &field = connectionFields()[i];
        const FieldValue what = m_row ? m_row->value(i) : FieldValue();
        const bool isKnown = m_row && !std::holds_alternative<std::monostate>(what);
        name->setVisible(isKnown);
        value->setVisible(isKnown);
        if (!isKnown)
            continue;
        name->setText(columnTitle(field));
        value->setText(field.kind == FieldKind::Id ? wholeText(field, what) : cellText(field, what, now));
        value->setToolTip(toolTipOf(wholeText(field, what)));
        value->setAccessibleName(columnTitle(field) + QStringLiteral(": ") + value->text());
    }
}

void ConnectionDetails::askJoined()
{
    m_joined.setText(tr("…"));
    const QString id = QString::fromLatin1(m_row->id.toByteArray());
    m_rest.ask<QJsonObject>({ QStringLiteral("/api/v1/admin/connections/") + id }, readJsonObject, this, [this, asked = m_row->id](const Answer<QJsonObject> &answer) {
        if (m_row && m_row->id == asked)
            showJoined(answer);
    });
}

void ConnectionDetails::showJoined(const Answer<QJsonObject> &answer)
{
    if (!answer) {
        m_joined.setText(failureText(answer.failure()).toHtmlEscaped());
        return;
    }
    QStringList links;
    for (const QJsonValue &each : (*answer)[QLatin1String("joined")].toArray()) {
        if (const auto id = SessionId::parse(each.toString().toStdString()))
            links << QStringLiteral("<a href=\"%1\">%1</a>").arg(QString::fromLatin1(id->toByteArray()));
    }
    m_joined.setText(links.isEmpty() ? tr("none") : links.join(QStringLiteral("<br>")));
}

} // namespace conversa::console
