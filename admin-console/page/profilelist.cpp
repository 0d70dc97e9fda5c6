// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/profilelist.h"

#include "page/looks.h"
#include "page/profiledelegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int SearchInset = 6;

QListWidgetItem *itemOf(const Profile &profile)
{
    auto *item = new QListWidgetItem(profile.name);
    item->setData(ProfileDelegate::IdRole, profile.id);
    item->setData(ProfileDelegate::AddressRole, profile.address.authority());
    item->setData(ProfileDelegate::TagRole, int(profile.tag));
    item->setData(Qt::AccessibleTextRole, QString(profile.name + QLatin1String(", ") + profile.address.authority()));
    return item;
}

QListWidgetItem *headingOf(const QString &group)
{
    auto *item = new QListWidgetItem(group);
    item->setFlags(Qt::NoItemFlags);
    return item;
}

} // namespace

ProfileList::ProfileList(ProfileStore &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_import(m_fileMenu.addAction(QString(), this, &ProfileList::importWanted))
    , m_export(m_fileMenu.addAction(QString(), this, &ProfileList::exportWanted))
{
    build();
    connect(&m_store, &ProfileStore::changed, this, &ProfileList::fill);
    connect(&m_search, &QLineEdit::textChanged, this, &ProfileList::fill);
    connect(&m_list, &QListWidget::currentItemChanged, this, &ProfileList::onCurrent);
    connect(&m_list, &QListWidget::itemActivated, this, [this] { Q_EMIT activated(selected()); });
    connect(&m_new, &QToolButton::clicked, this, &ProfileList::newWanted);
    connect(&m_duplicate, &QToolButton::clicked, this, [this] { Q_EMIT duplicateWanted(selected()); });
    connect(&m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeWanted(selected()); });
    fill();
    retranslate();
}

void ProfileList::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(&m_search);
    column->addWidget(&m_list, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(&m_new);
    buttons->addWidget(&m_duplicate);
    buttons->addWidget(&m_remove);
    buttons->addStretch(1);
    buttons->addWidget(&m_file);
    column->addLayout(buttons);
    m_search.setMinimumHeight(controlHeight);
    m_search.setTextMargins(SearchInset, 0, SearchInset, 0);
    m_search.setClearButtonEnabled(true);
    m_file.setMenu(&m_fileMenu);
    m_file.setPopupMode(QToolButton::InstantPopup);
    m_list.setItemDelegate(new ProfileDelegate(&m_list));
    m_list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list.setObjectName(QStringLiteral("profiles"));
    m_search.setObjectName(QStringLiteral("profileSearch"));
    m_new.setObjectName(QStringLiteral("newProfile"));
    m_duplicate.setObjectName(QStringLiteral("duplicateProfile"));
    m_remove.setObjectName(QStringLiteral("removeProfile"));
    m_file.setObjectName(QStringLiteral("profileFile"));
    for (QToolButton *button : { &m_new, &m_duplicate, &m_remove, &m_file }) {
        button->setMinimumHeight(controlHeight);
        button->setFocusPolicy(Qt::StrongFocus);
    }
}

void ProfileList::select(const QString &id)
{
    for (int row = 0; row < m_list.count(); ++row) {
        if (!id.isEmpty() && m_list.item(row)->data(ProfileDelegate::IdRole) == id)
            return m_list.setCurrentRow(row);
    }
    m_list.setCurrentItem(nullptr);
}

QString ProfileList::selected() const
{
    const QListWidgetItem *item = m_list.currentItem();
    return item ? item->data(ProfileDelegate::IdRole).toString() : QString();
}

void ProfileList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ProfileList::fill()
{
    const QString current = selected();
    {
        const QSignalBlocker blocked(m_list);
        m_list.clear();
        QString group;
        for (const Profile &profile : m_store.search(m_search.text())) {
            if (profile.group != group)
                m_list.addItem(headingOf(profile.group));
            group = profile.group;
            m_list.addItem(itemOf(profile));
        }
        select(current);
    }
    onCurrent();
}

void ProfileList::onCurrent()
{
    const QString id = selected();
    m_duplicate.setEnabled(!id.isEmpty());
    m_remove.setEnabled(!id.isEmpty());
    if (!id.isEmpty())
        Q_EMIT chosen(id);
}

void ProfileList::retranslate()
{
    m_search.setPlaceholderText(tr("Search profiles"));
    m_search.setAccessibleName(m_search.placeholderText());
    m_list.setAccessibleName(tr("Profiles"));
    m_new.setText(tr("Ne&w"));
    m_duplicate.setText(tr("Dup&licate"));
    m_remove.setText(tr("Delete"));
    m_file.setText(tr("File"));
    m_import->setText(tr("Import profiles …"));
    m_export->setText(tr("Export profiles …"));
}

} // namespace conversa::console
