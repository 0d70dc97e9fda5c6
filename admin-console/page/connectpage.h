// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis.h"
#include "model/profilestore.h"
#include "page/ladderview.h"
#include "page/page.h"
#include "page/profileform.h"
#include "page/profilelist.h"

#include <QScrollArea>

namespace conversa::console {

// Which server, as whom, and what is in the way if it does not answer. A profile that is in the list keeps every change
// at once, a new one from its first connection on. Owned by the window, which does the connecting.
class ConnectPage : public Page
{
    Q_OBJECT

public:
    // `store` outlives it.
    explicit ConnectPage(ProfileStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Connect"); }
    QString iconName() const override { return QStringLiteral("connect"); }
    void focusFilter() override { m_list.focusSearch(); }
    void clearFilter() override { m_list.clearSearch(); }

    // Fills in an address and a key, which stays in memory where no profile says otherwise; connects where there is a
    // key. An address that is none is shown as it is.
    void open(const QString &address, const QByteArray &key);

Q_SIGNALS:
    void connectRequested(const conversa::console::Endpoint &endpoint, const conversa::console::Profile &profile);

protected:
    void retranslate() override;

private Q_SLOTS:
    void onChosen(const QString &id);
    void onEdited();
    void onNew();
    void onDuplicate(const QString &id);
    void onRemove(const QString &id);
    void onImport();
    void onExport();
    void onSave();
    void onTest();
    void onConnect();
    void onDiagnosed();
    void onCertificate();
    void onTrust(const QSslCertificate &certificate);

private:
    enum class Purpose { Test, Connect };

    QWidget *build();
    QWidget *buildRight();
    void connectParts();
    void showProfile(const Profile &profile);
    void diagnose(Purpose purpose);
    // The endpoint of what the fields say; nothing, with a word at the field, while they do not do.
    std::optional<Endpoint> endpoint();
    bool save();
    void finishConnecting();
    void updateButtons();

    ProfileStore &m_store;
    Profile m_profile; // the one shown
    Endpoint m_endpoint; // of the diagnosis
    Purpose m_purpose = Purpose::Test;
    Diagnosis m_diagnosis;
    ProfileList m_list;
    QScrollArea m_scroll; // around all that follows, which goes first
    ProfileForm m_form;
    QPushButton m_connect;
    QPushButton m_test;
    QPushButton m_certificate;
    QPushButton m_save;
    QLabel m_ladderTitle;
    LadderView m_ladder;
};

} // namespace conversa::console
