// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

namespace conversa::console {

// Who comes up against the server's defences most, and how often each of them was needed. Only shows and asks; the page does what
// is asked for. Owned by the page.
class OffenderList : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Defence, Network, User, Key };

    explicit OffenderList(QWidget *parent = nullptr);

    // `counts` and `offenders` of GET /api/v1/admin/security-events.
    void setReport(const QJsonObject &report);

Q_SIGNALS:
    void filterRequested(const QString &filter);
    void banRequested(conversa::console::OffenderList::Kind kind, const QString &name, int seconds);
    void keyRequested(const QString &id);
    void copyRequested(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onChanged();
    void onShow();
    void onBan();

private:
    QTreeWidgetItem *group(const QString &title);
    void fill(Kind kind, const QString &title, const QJsonArray &offenders, const char *key);
    void refresh();
    void retranslate();
    Kind kindOf(const QTreeWidgetItem &item) const;

    QJsonObject m_report;
    QLabel m_title;
    QTreeWidget m_tree;
    QLabel m_timeLabel;
    QComboBox m_time;
    QPushButton m_ban;
    QPushButton m_show;
    QPushButton m_copy;
};

// How nftables keeps a network out.
QString nftablesLine(const QString &network);

} // namespace conversa::console
