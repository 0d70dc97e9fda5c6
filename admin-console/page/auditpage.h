// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/audittable.h"
#include "page/rowdetails.h"
#include "page/tablepage.h"
#include "page/verdictbar.h"

namespace conversa::console {

// Who did what: the audit log, and whether it is whole and as it was written.
class AuditPage : public TablePage
{
    Q_OBJECT

public:
    explicit AuditPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("Audit log"); }
    QString iconName() const override { return QStringLiteral("audit"); }
    AuditTable &table() { return m_table; }

protected:
    StateText emptyText() const override;
    QWidget *buildContent() override;
    void retranslate() override;

private Q_SLOTS:
    void onVerify();
    void onVerified(const conversa::console::Answer<QJsonObject> &answer);
    void onSelected();
    void onRights();
    void showProof();

private:
    AuditPage(LiveState &live, AuditTable *table, QWidget *parent);

    AuditTable &m_table;
    RowDetails *m_details;
    VerdictBar *m_verdict;
    QLabel m_proofSign;
    QLabel m_proof;
    QPushButton m_verify;
    int m_server = 0; // which one an answer is of
};

} // namespace conversa::console
