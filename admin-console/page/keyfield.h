// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/profile.h"

#include <QCheckBox>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace conversa::console {

// The access key of the profile that is shown: typed here or read from the keychain, and kept there when it is used.
// Where the keychain does not answer, the person is offered to keep it in memory. Owned by the profile's form.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    explicit KeyField(QWidget *parent = nullptr);

    QLineEdit &edit() { return m_edit; }
    // Another profile: its key comes from memory or, a little later, from the keychain.
    void setProfile(const Profile &profile);
    void setKey(const QByteArray &key);
    QByteArray key() const { return m_edit.text().trimmed().toUtf8(); }
    KeyPlace place() const { return m_isKept.isChecked() ? KeyPlace::Keychain : KeyPlace::Memory; }
    // The key is about to be used: it goes where the profile says.
    void keep();
    // The profile is gone: so is its key, but for this run's memory, from which keep() brings it back.
    void forget(const QString &profileId);

Q_SIGNALS:
    void edited();
    void placeChanged();

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onEdited();
    void onPlace();
    void onMemoryOnly();

private:
    void read();
    void setTrouble(const Error &error);
    void retranslate();

    QString m_profileId;
    QHash<QString, QByteArray> m_keys; // typed or read in this run, by profile
    QLineEdit m_edit;
    QCheckBox m_isKept;
    QLabel m_trouble;
    QPushButton m_memoryOnly;
    bool m_isDenied = false;
};

} // namespace conversa::console
