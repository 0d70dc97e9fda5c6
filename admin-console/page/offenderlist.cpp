// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/offenderlist.h"

#include "admin/eventrow.h"
#include "model/celltext.h"
#include "page/looks.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLocale>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int nameRole = Qt::UserRole;
constexpr int kindRole = Qt::UserRole + 1;
constexpr int groupHeight = 30;
constexpr int offenderHeight = 26;

void offenderRow(QTreeWidgetItem *group, OffenderList::Kind kind, const QString &text, const QString &name, qint64 times)
{
    auto *item = new QTreeWidgetItem(group, { text, QLocale().toString(times) });
    item->setSizeHint(0, { 0, offenderHeight });
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(0, toolTipOf(name));
    item->setData(0, nameRole, name);
    item->setData(0, kindRole, int(kind));
}

const Field &defenceField()
{
    return eventFields()[size_t(EventField::Security)];
}

} // namespace

QString nftablesLine(const QString &network)
{
    const QString family = network.contains(QLatin1Char(':')) ? QStringLiteral("ip6") : QStringLiteral("ip");
    return QStringLiteral("nft add rule inet filter input %1 saddr %2 drop").arg(family, network);
}

OffenderList::OffenderList(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(&m_title);
    column->addWidget(&m_tree, 1);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{ &m_timeLabel, &m_time, &m_ban, &m_show, &m_copy })
        bar->addWidget(widget);
    column->addLayout(bar);
    makeHeading(m_title);
    m_title.setBuddy(&m_tree);
    m_timeLabel.setTextFormat(Qt::PlainText);
    m_timeLabel.setBuddy(&m_time);
    m_tree.setObjectName(QStringLiteral("offenders"));
    m_tree.setColumnCount(2);
    m_tree.setHeaderHidden(true);
    m_tree.setRootIsDecorated(false);
    m_tree.setIndentation(12);
    m_tree.header()->setStretchLastSection(false);
    m_tree.header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree.header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_time.setObjectName(QStringLiteral("banTime"));
    m_ban.setObjectName(QStringLiteral("ban"));
    m_show.setObjectName(QStringLiteral("showEvents"));
    m_copy.setObjectName(QStringLiteral("copyRule"));
    for (const int seconds : { 600, 3'600, 86'400, 604'800 })
        m_time.addItem(spanText(seconds * qint64(1'000)), seconds);
    m_time.setCurrentIndex(1);
    connect(&m_tree, &QTreeWidget::currentItemChanged, this, &OffenderList::onChanged);
    connect(&m_tree, &QTreeWidget::itemActivated, this, &OffenderList::onShow);
    connect(&m_show, &QPushButton::clicked, this, &OffenderList::onShow);
    connect(&m_ban, &QPushButton::clicked, this, &OffenderList::onBan);
    connect(&m_copy, &QPushButton::clicked, this, [this] { Q_EMIT copyRequested(nftablesLine(m_tree.currentItem()->data(0, nameRole).toString())); });
    retranslate();
}

void OffenderList::setReport(const QJsonObject &report)
{
    if (m_report == report)
        return;
    m_report = report;
    refresh();
}

void OffenderList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

void OffenderList::onChanged()
{
    const QTreeWidgetItem *item = m_tree.currentItem();
    const bool isRow = item && item->parent();
    const Kind kind = isRow ? kindOf(*item) : Kind::Defence;
    m_show.setEnabled(isRow);
    m_ban.setEnabled(isRow && kind != Kind::Defence);
    m_ban.setText(kind == Kind::Key ? tr("Open &key …") : tr("&Ban"));
    m_copy.setEnabled(isRow && kind == Kind::Network);
}

void OffenderList::onShow()
{
    const QTreeWidgetItem *item = m_tree.currentItem();
    if (!item || !item->parent())
        return;
    const char *fields[] = { "security:", "ip:", "user:", "key:" };
    Q_EMIT filterRequested(QLatin1String(fields[size_t(kindOf(*item))]) + item->data(0, nameRole).toString());
}

void OffenderList::onBan()
{
    const QTreeWidgetItem *item = m_tree.currentItem();
    const QString name = item->data(0, nameRole).toString();
    if (kindOf(*item) == Kind::Key)
        Q_EMIT keyRequested(name);
    else
        Q_EMIT banRequested(kindOf(*item), name, m_time.currentData().toInt());
}

QTreeWidgetItem *OffenderList::group(const QString &title)
{
    auto *item = new QTreeWidgetItem(&m_tree, { title });
    item->setFlags(Qt::ItemIsEnabled);
    item->setSizeHint(0, { 0, groupHeight });
    item->setFirstColumnSpanned(true);
    item->setForeground(0, palette().color(QPalette::PlaceholderText));
    item->setExpanded(true);
    return item;
}

void OffenderList::fill(Kind kind, const QString &title, const QJsonArray &offenders, const char *key)
{
    if (offenders.isEmpty())
        return;
    QTreeWidgetItem *parent = group(title);
    for (const QJsonValue &offender : offenders) {
        const QString name = offender[QLatin1String(key)].toString();
        const bool isId = kind == Kind::User || kind == Kind::Key;
        offenderRow(parent, kind, isId ? name.left(8) : name, name, offender[QLatin1String("times")].toInteger());
    }
}

void OffenderList::refresh()
{
    const QTreeWidgetItem *current = m_tree.currentItem();
    const QString selected = current ? current->data(0, nameRole).toString() : QString();
    m_tree.clear();
    const QJsonObject counts = m_report[QLatin1String("counts")].toObject();
    QTreeWidgetItem *kinds = group(tr("By defence"));
    for (auto count = counts.begin(); count != counts.end(); ++count) {
        if (count.value().toInteger() == 0)
            continue;
        const QByteArray word = count.key().toUtf8();
        offenderRow(kinds, Kind::Defence, cellText(defenceField(), QByteArrayView(word), 0), count.key(), count.value().toInteger());
    }
    const QJsonObject offenders = m_report[QLatin1String("offenders")].toObject();
    fill(Kind::Network, tr("Networks"), offenders[QLatin1String("networks")].toArray(), "network");
    fill(Kind::User, tr("Users"), offenders[QLatin1String("users")].toArray(), "user_id");
    fill(Kind::Key, tr("Keys"), offenders[QLatin1String("keys")].toArray(), "key_id");
    for (QTreeWidgetItemIterator each(&m_tree); *each; ++each) {
        if (!selected.isEmpty() && (*each)->data(0, nameRole).toString() == selected)
            m_tree.setCurrentItem(*each);
    }
    onChanged();
}

void OffenderList::retranslate()
{
    m_title.setText(tr("Who and how &often"));
    m_tree.setAccessibleName(m_title.text().remove(QLatin1Char('&')));
    m_timeLabel.setText(tr("&For"));
    m_show.setText(tr("S&how"));
    m_copy.setText(tr("Cop&y nft"));
    m_copy.setToolTip(tr("Copies the line with which nftables keeps the network out."));
    refresh();
}

OffenderList::Kind OffenderList::kindOf(const QTreeWidgetItem &item) const
{
    return Kind(item.data(0, kindRole).toInt());
}

} // namespace conversa::console
