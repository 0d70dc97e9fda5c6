// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/certificate.h"

#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>

namespace conversa::console {

// What a server's certificate says, its chain, and why it is or is not trusted. Where it is not, this one certificate
// can be trusted for the profile. A modal child of the Connect page.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    // `pinned`: what was trusted until now, where that is known.
    CertificateDialog(Peer peer, Trust trust, const QSslCertificate &pinned, QWidget *parent = nullptr);

Q_SIGNALS:
    // The person wants this one and no other.
    void trustChosen(const QSslCertificate &certificate);

private Q_SLOTS:
    void onLinkChosen(int row);
    void onCopy();
    void onTrust();

private:
    void build();
    void showChanges();
    QString sentence() const;

    const Peer m_peer;
    const Trust m_trust;
    const QSslCertificate m_pinned;
    QLabel m_sign;
    QLabel m_sentence;
    QListWidget m_chain;
    QTableWidget m_entries;
    QLabel m_changesTitle;
    QTableWidget m_changes;
    QPushButton m_copy;
    QPushButton m_trustIt;
    QPushButton m_close;
};

} // namespace conversa::console
