// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

class QLineEdit;

namespace conversa::console {

// Something that cannot be taken back.
struct Deed
{
    QString title;
    QString sentence; // what it does and to whom
    QString button; // verb and count: "Disconnect 214 connections"
    qint64 count = 1; // of what it is done to
};

// Asks whether it shall be done: by itself it is not, and what is done to many has its number typed. Owned by its parent.
class ConfirmDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr qint64 mostUntyped = 50;

    ConfirmDialog(const Deed &deed, QWidget *parent);

private:
    QLineEdit *typedCount(qint64 count);
};

// Asks over `parent`; done() is called once the answer is yes, unless the parent is gone by then.
void confirm(QWidget *parent, const Deed &deed, const std::function<void()> &done);

} // namespace conversa::console
