// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLineEdit>

namespace conversa::console {

// Shows a new key, once. Only "I saved it" closes it; what it put into the clipboard goes with it. Owned by its parent.
class SecretDialog : public QDialog
{
    Q_OBJECT

public:
    SecretDialog(const QString &name, const QByteArray &secret, QWidget *parent);
    ~SecretDialog() override;

    // Closed by mistake, it would be gone for good.
    void reject() override { }

private Q_SLOTS:
    void onCopy();

private:
    QLineEdit m_secret;
};

} // namespace conversa::console
