// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/confirm.h"

#include "page/signs.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace conversa::console {

namespace {

constexpr int confirmSign = 32;
constexpr int confirmWidth = 380;

} // namespace

ConfirmDialog::ConfirmDialog(const Deed &deed, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("confirm"));
    setWindowTitle(deed.title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(20, 20, 20, 16);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(12);
    auto *sign = new QLabel;
    sign->setPixmap(signPixmap(Sign::Triangle, toneColor(Tone::Warning, palette()), confirmSign, devicePixelRatioF()));
    auto *sentence = new QLabel(deed.sentence);
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    sentence->setMinimumWidth(confirmWidth);
    auto *buttons = new QDialogButtonBox;
    QPushButton *act = buttons->addButton(deed.button, QDialogButtonBox::AcceptRole);
    QPushButton *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    act->setObjectName(QStringLiteral("act"));
    act->setAutoDefault(false);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setDefault(true);
    grid->addWidget(sign, 0, 0, Qt::AlignTop);
    grid->addWidget(sentence, 0, 1);
    if (deed.count > mostUntyped) {
        QLineEdit *typed = typedCount(deed.count);
        act->setEnabled(false);
        connect(typed, &QLineEdit::textChanged, act, [act, count = deed.count](const QString &text) { act->setEnabled(text.trimmed() == QString::number(count)); });
    }
    grid->addWidget(buttons, 3, 0, 1, 2);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    cancel->setFocus();
}

QLineEdit *ConfirmDialog::typedCount(qint64 count)
{
    auto *typed = new QLineEdit;
    typed->setObjectName(QStringLiteral("count"));
    auto *label = new QLabel(tr("&Type %1 to go on:").arg(count));
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(typed);
    auto *grid = static_cast<QGridLayout *>(layout());
    grid->addWidget(label, 1, 1);
    grid->addWidget(typed, 2, 1);
    return typed;
}

void confirm(QWidget *parent, const Deed &deed, const std::function<void()> &done)
{
    auto *dialog = new ConfirmDialog(deed, parent);
    QObject::connect(dialog, &QDialog::accepted, parent, done);
    dialog->open();
}

} // namespace conversa::console
