// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/keytable.h"
#include "page/tablepage.h"

namespace conversa::console {

// The API keys: made, replaced and revoked.
class KeysPage : public TablePage
{
    Q_OBJECT

public:
    explicit KeysPage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override { return tr("API keys"); }
    QString iconName() const override { return QStringLiteral("keys"); }
    void lookFor(const QString &what) override;

protected:
    StateText emptyText() const override;
    void onFirstStep() override { onCreate(); }
    void retranslate() override;

private Q_SLOTS:
    void onCreate();
    void onRotate();
    void onRevoke();
    void onSelected();

private:
    KeysPage(LiveState &live, KeyTable *keys, QWidget *parent);
    // The one that is selected; null: none, or several.
    const KeyRow *selectedKey();
    void askToRevoke(const KeyRow &key, qint64 connections);
    void showSecret(const QString &name, const QJsonObject &made);

    KeyTable &m_keys;
    QPushButton m_create;
    QPushButton m_rotate;
    QPushButton m_revoke;
};

} // namespace conversa::console
