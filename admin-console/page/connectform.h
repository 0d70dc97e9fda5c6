// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace conversa::console {

// Asks for the server's address and the access key. The key is held by its field alone and never written anywhere.
// Owned by the page.
class ConnectForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectForm(QWidget *parent = nullptr);

    QString address() const { return m_address.text(); }
    void setAddress(const QString &address) { m_address.setText(address); }
    QString key() const { return m_key.text(); }
    void setKey(const QString &key) { m_key.setText(key); }
    // While a connection is wanted, the fields are locked and the button ends it.
    void setActive(bool active);

Q_SIGNALS:
    void connectRequested();
    void disconnectRequested();

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onButton();

private:
    void retranslate();

    bool m_active = false;
    QLabel m_addressLabel;
    QLineEdit m_address;
    QLabel m_keyLabel;
    QLineEdit m_key;
    QPushButton m_button;
};

} // namespace conversa::console
