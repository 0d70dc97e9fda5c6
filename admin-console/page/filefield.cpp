// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/filefield.h"

#include "page/looks.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>

namespace conversa::console {

FileField::FileField(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(8);
    row->addWidget(&m_edit, 1);
    row->addWidget(&m_browse);
    m_browse.setMinimumHeight(controlHeight);
    setFocusProxy(&m_edit);
    connect(&m_edit, &QLineEdit::textEdited, this, &FileField::edited);
    connect(&m_browse, &QPushButton::clicked, this, &FileField::onBrowse);
    retranslate();
}

void FileField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FileField::onBrowse()
{
    const QString name = QFileDialog::getOpenFileName(
        this, {}, m_edit.text(), tr("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)"));
    if (name.isEmpty())
        return;
    m_edit.setText(name);
    Q_EMIT edited();
}

void FileField::retranslate()
{
    m_browse.setText(tr("Browse …"));
    m_browse.setAccessibleName(tr("Choose a file"));
}

} // namespace conversa::console
