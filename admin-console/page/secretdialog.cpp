// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/secretdialog.h"

#include "page/looks.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int secretWidth = 480;

// Clipboard managers that know the hint keep no history of it.
QMimeData *secretData(const QString &text)
{
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    return data;
}

} // namespace

SecretDialog::SecretDialog(const QString &name, const QByteArray &secret, QWidget *parent)
    : QDialog(parent)
    , m_secret(QString::fromLatin1(secret))
{
    setObjectName(QStringLiteral("secretDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New key"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    auto *label = new QLabel(tr("This is the &key %1. It is shown once and stands nowhere else: save it now.").arg(QLatin1Char('"') + name + QLatin1Char('"')));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setBuddy(&m_secret);
    m_secret.setObjectName(QStringLiteral("secret"));
    m_secret.setAccessibleName(tr("The new key"));
    m_secret.setReadOnly(true);
    m_secret.setMinimumWidth(secretWidth);
    m_secret.setMinimumHeight(controlHeight);
    m_secret.setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *buttons = new QDialogButtonBox;
    QPushButton *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    QPushButton *saved = buttons->addButton(tr("I &saved it"), QDialogButtonBox::AcceptRole);
    copy->setObjectName(QStringLiteral("copy"));
    copy->setDefault(true);
    saved->setObjectName(QStringLiteral("saved"));
    saved->setAutoDefault(false);
    column->addWidget(label);
    column->addWidget(&m_secret);
    column->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this, &SecretDialog::onCopy);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
}

SecretDialog::~SecretDialog()
{
    for (const auto mode : { QClipboard::Clipboard, QClipboard::Selection }) {
        if (QGuiApplication::clipboard()->text(mode) == m_secret.text())
            QGuiApplication::clipboard()->clear(mode);
    }
}

void SecretDialog::onCopy()
{
    QGuiApplication::clipboard()->setMimeData(secretData(m_secret.text()));
}

} // namespace conversa::console
