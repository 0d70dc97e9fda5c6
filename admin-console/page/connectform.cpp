// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/connectform.h"

#include <QEvent>
#include <QGridLayout>

namespace conversa::console {

namespace {
constexpr int ControlHeight = 32;
constexpr int ButtonWidth = 110;
constexpr int FieldMargin = 6;
} // namespace

ConnectForm::ConnectForm(QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->addWidget(&m_addressLabel, 0, 0);
    grid->addWidget(&m_address, 1, 0);
    grid->addWidget(&m_keyLabel, 0, 1);
    grid->addWidget(&m_key, 1, 1);
    grid->addWidget(&m_button, 1, 2);
    for (QWidget *control : std::initializer_list<QWidget *>{ &m_address, &m_key, &m_button })
        control->setMinimumHeight(ControlHeight);
    for (QLineEdit *field : { &m_address, &m_key })
        field->setTextMargins(FieldMargin, 0, FieldMargin, 0);
    m_button.setMinimumWidth(ButtonWidth);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    for (QLabel *label : { &m_addressLabel, &m_keyLabel })
        label->setTextFormat(Qt::PlainText);
    m_addressLabel.setBuddy(&m_address);
    m_keyLabel.setBuddy(&m_key);
    m_key.setEchoMode(QLineEdit::Password);
    m_address.setObjectName(QStringLiteral("address"));
    m_key.setObjectName(QStringLiteral("key"));
    m_button.setObjectName(QStringLiteral("connect"));
    m_address.setPlaceholderText(QStringLiteral("http://localhost:8080"));
    connect(&m_button, &QPushButton::clicked, this, &ConnectForm::onButton);
    connect(&m_address, &QLineEdit::returnPressed, this, &ConnectForm::connectRequested);
    connect(&m_key, &QLineEdit::returnPressed, this, &ConnectForm::connectRequested);
    retranslate();
}

void ConnectForm::setActive(bool active)
{
    m_active = active;
    m_address.setReadOnly(active);
    m_key.setReadOnly(active);
    retranslate();
}

void ConnectForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ConnectForm::onButton()
{
    if (m_active)
        Q_EMIT disconnectRequested();
    else
        Q_EMIT connectRequested();
}

void ConnectForm::retranslate()
{
    m_addressLabel.setText(tr("Server &address"));
    m_keyLabel.setText(tr("Access &key"));
    m_key.setPlaceholderText(tr("kept in memory only"));
    m_button.setText(m_active ? tr("&Disconnect") : tr("&Connect"));
}

} // namespace conversa::console
