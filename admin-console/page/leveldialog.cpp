// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/leveldialog.h"

#include "model/celltext.h"
#include "page/looks.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace conversa::console {

LevelDialog::LevelDialog(const QString &node, QWidget *parent)
    : QDialog(parent)
    , m_node(node)
{
    setObjectName(QStringLiteral("levelDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(node.isEmpty() ? tr("Log level of all servers") : tr("Log level of %1").arg(node));
    m_level.setObjectName(QStringLiteral("level"));
    m_time.setObjectName(QStringLiteral("time"));
    m_level.addItem(tr("debug: everything"), QStringLiteral("debug"));
    m_level.addItem(tr("info: what happens"), QStringLiteral("info"));
    m_level.addItem(tr("warning: what may be wrong"), QStringLiteral("warning"));
    m_level.addItem(tr("error: what is wrong"), QStringLiteral("error"));
    for (const int seconds : { 60, 600, 3'600, 86'400 })
        m_time.addItem(spanText(seconds * qint64(1'000)), seconds);
    m_time.setCurrentIndex(1);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 20, 20, 16);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Lines"), &m_level);
    form->addRow(tr("&For"), &m_time);
    for (QWidget *field : std::initializer_list<QWidget *>{ &m_level, &m_time }) {
        field->setMinimumSize(260, controlHeight);
        form->labelForField(field)->setMinimumHeight(controlHeight);
    }
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Set"), QDialogButtonBox::AcceptRole)->setObjectName(QStringLiteral("set"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QJsonObject LevelDialog::body() const
{
    QJsonObject body{ { QStringLiteral("level"), m_level.currentData().toString() }, { QStringLiteral("for_s"), m_time.currentData().toInt() } };
    if (!m_node.isEmpty())
        body.insert(QStringLiteral("node"), m_node);
    return body;
}

} // namespace conversa::console
