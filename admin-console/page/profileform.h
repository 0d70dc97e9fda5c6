// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/profile.h"
#include "page/filefield.h"
#include "page/keyfield.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QToolButton>

#include <array>

namespace conversa::console {

// The fields of one profile. Says beside a field what is wrong with it. Owned by the Connect page.
class ProfileForm : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    // What the fields say now; InvalidField with the culprit while they cannot be kept.
    Result<Profile> profile() const;
    KeyField &key() { return m_key; }
    void focusAddress();
    // A file of the profile that cannot be used, as endpointOf() names it.
    void setFileProblem(const QByteArray &field);

Q_SIGNALS:
    void edited();
    void submitted();

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onEdited();
    void onAdvanced(bool isOpen);

private:
    void buildFields();
    void buildAdvanced();
    void nameFields();
    void prepare(QLineEdit &edit, const QString &name);
    void showProblems();
    void retranslate();
    void retranslateTags();

    static constexpr size_t FieldCount = 10;

    Profile m_profile;
    QByteArray m_badFile;
    QFormLayout *m_fields;
    QFormLayout *m_more;
    QLineEdit m_name;
    QLineEdit m_group;
    QComboBox m_tag;
    QLineEdit m_address;
    QLabel m_addressNote;
    KeyField m_key;
    QToolButton m_advanced;
    QWidget m_advancedArea;
    FileField m_caFile;
    FileField m_certificateFile;
    FileField m_keyFile;
    QLineEdit m_pin;
    QLabel m_advancedNote;
    QSpinBox m_timeout;
    std::array<QLabel, FieldCount> m_labels;
};

} // namespace conversa::console
