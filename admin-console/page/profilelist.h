// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/profilestore.h"

#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>

namespace conversa::console {

// The profiles as a list to choose from, and what can be done with the list. Owned by the Connect page.
class ProfileList : public QWidget
{
    Q_OBJECT

public:
    // `store` outlives it.
    explicit ProfileList(ProfileStore &store, QWidget *parent = nullptr);

    // Empty: none.
    void select(const QString &id);
    QString selected() const;
    void focusSearch() { m_search.setFocus(); }
    void clearSearch() { m_search.clear(); }

Q_SIGNALS:
    void chosen(const QString &id);
    // Return or a double click: this one, now.
    void activated(const QString &id);
    void newWanted();
    void duplicateWanted(const QString &id);
    void removeWanted(const QString &id);
    void importWanted();
    void exportWanted();

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void fill();
    void onCurrent();

private:
    void build();
    void retranslate();

    ProfileStore &m_store;
    QLineEdit m_search;
    QListWidget m_list;
    QToolButton m_new;
    QToolButton m_duplicate;
    QToolButton m_remove;
    QToolButton m_file;
    QMenu m_fileMenu;
    QAction *m_import;
    QAction *m_export;
};

} // namespace conversa::console
