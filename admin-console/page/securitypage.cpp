// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/securitypage.h"

#include "model/celltext.h"
#include "page/looks.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr std::chrono::seconds securityInterval{ 2 };
const QString securityPath = QStringLiteral("/api/v1/admin/security-events");

Result<RestPage<EventRow>> readSecurityEvents(QByteArrayView body)
{
    return readRestPage<EventRow>(body, "events", readEventRow);
}

} // namespace

SecurityPage::SecurityPage(LiveState &live, QWidget *parent)
    : SecurityPage(live, new SecurityTable(live.rest(), { securityPath, "events" }, eventFields(), readSecurityEvents, securityInterval), parent)
{
}

SecurityPage::SecurityPage(LiveState &live, SecurityTable *events, QWidget *parent)
    : TablePage(live, *events,
          { QStringLiteral("age"), QStringLiteral("security"), QStringLiteral("ip"), QStringLiteral("times"), QStringLiteral("tenant"), QStringLiteral("user"), QStringLiteral("action"), QStringLiteral("detail") },
          Access::Admin, parent)
    , m_events(*events)
    , m_restrictionPane(m_restrictions, { QStringLiteral("kind"), QStringLiteral("target"), QStringLiteral("tenant"), QStringLiteral("ends"), QStringLiteral("reason") })
    , m_offenders(new OffenderList)
{
    adopt(*events);
    setObjectName(QStringLiteral("security"));
    m_events.setWish({ {}, QStringLiteral("age") });
    pane().setWidths({ 80, 140, 120, 70, 80, 90, 160 });
    connect(&live, &LiveState::left, &m_restrictions, &RowTable::forget);
    connect(&live, &LiveState::left, m_offenders, [this] { m_offenders->setReport({}); });
    connect(events, &RowTable::totalChanged, this, &SecurityPage::askReport);
    connect(m_offenders, &OffenderList::filterRequested, this, &SecurityPage::lookFor);
    connect(m_offenders, &OffenderList::banRequested, this, &SecurityPage::onBan);
    connect(m_offenders, &OffenderList::copyRequested, this, &SecurityPage::onCopy);
    connect(m_offenders, &OffenderList::keyRequested, this, [this](const QString &id) { Q_EMIT jumpRequested(QStringLiteral("keys"), id); });
    connect(&m_takeBack, &QPushButton::clicked, this, &SecurityPage::onTakeBack);
    connect(&m_restrictionPane, &TablePane::selectionChanged, this, [this] { m_takeBack.setEnabled(!m_restrictionPane.selectedRows().isEmpty()); });
    build();
    retranslate();
}

StateText SecurityPage::emptyText() const
{
    return { Sign::Tick, Tone::Good, tr("Nobody came up against the defences."), tr("Refused origins, bad keys, limits that were reached and malformed messages appear here.") };
}

QWidget *SecurityPage::buildContent()
{
    auto *left = new QSplitter(Qt::Vertical);
    left->setHandleWidth(12);
    left->setChildrenCollapsible(false);
    left->addWidget(&pane());
    left->addWidget(buildRestrictions());
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 1);
    auto *all = new QSplitter(Qt::Horizontal);
    all->setHandleWidth(16);
    all->setChildrenCollapsible(false);
    all->addWidget(left);
    all->addWidget(m_offenders);
    all->setStretchFactor(0, 3);
    all->setStretchFactor(1, 1);
    return all;
}

void SecurityPage::retranslate()
{
    pane().filter().setExample(tr("Filter, for example security:token ip:10.0.0.0/8"));
    m_restrictionPane.filter().setExample(tr("Search the restrictions"));
    m_restrictionTitle.setText(tr("Restrictions that hold"));
    m_takeBack.setText(tr("&Take back"));
    TablePage::retranslate();
}

void SecurityPage::onBan(OffenderList::Kind kind, const QString &name, int seconds)
{
    QJsonObject body{ { QStringLiteral("for_s"), seconds }, { kind == OffenderList::Kind::User ? QStringLiteral("user_id") : QStringLiteral("address"), name } };
    if (kind == OffenderList::Kind::User && live().access() == Access::Operator)
        body.insert(QStringLiteral("tenant"), tenantOf(name));
    order(postJson(QStringLiteral("/api/v1/admin/bans"), body), [this, name, seconds](const QJsonObject &made) {
        askRestrictions();
        Q_EMIT remarked(tr("%1 is banned for %2.").arg(name, spanText(seconds * qint64(1'000))), [this, id = made[QLatin1String("id")].toString()] { takeBack(id); });
    });
}

void SecurityPage::onTakeBack()
{
    for (const int row : m_restrictionPane.selectedRows()) {
        if (const RestrictionRow *restriction = m_restrictions.row(row))
            takeBack(QString::fromLatin1(restriction->id.toByteArray()));
    }
}

void SecurityPage::onCopy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT remarked(tr("Copied: %1").arg(text));
}

void SecurityPage::askReport()
{
    RestRequest request{ securityPath };
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    addParameter(request, "filter", m_events.wish().filter);
    live().rest().ask<QJsonObject>(std::move(request), readJsonObject, this, [this](const Answer<QJsonObject> &answer) {
        if (answer)
            m_offenders->setReport({ { QStringLiteral("counts"), (*answer)[QLatin1String("counts")] }, { QStringLiteral("offenders"), (*answer)[QLatin1String("offenders")] } });
    });
    askRestrictions();
}

void SecurityPage::askRestrictions()
{
    live().rest().ask<std::vector<RestrictionRow>>({ QStringLiteral("/api/v1/admin/restrictions") }, readRestrictions, this, [this](const Answer<std::vector<RestrictionRow>> &answer) {
        if (answer)
            m_restrictions.setRows(*answer);
    });
}

QWidget *SecurityPage::buildRestrictions()
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(8);
    makeHeading(m_restrictionTitle);
    column->addWidget(&m_restrictionTitle);
    column->addWidget(&m_restrictionPane, 1);
    m_restrictionPane.setObjectName(QStringLiteral("restrictions"));
    m_restrictionPane.setHoldsWhileRead(false);
    m_restrictionPane.setWidths({ 150, 170, 80, 130 });
    m_restrictionPane.actions()->addWidget(&m_takeBack, 0, Qt::AlignTop);
    m_takeBack.setObjectName(QStringLiteral("takeBack"));
    m_takeBack.setMinimumHeight(controlHeight);
    m_takeBack.setEnabled(false);
    return part;
}

void SecurityPage::takeBack(const QString &id)
{
    order({ QStringLiteral("/api/v1/admin/restrictions/") + id, {}, "DELETE" }, [this](const QJsonObject &) {
        askRestrictions();
        Q_EMIT remarked(tr("The restriction is taken back."));
    });
}

QString SecurityPage::tenantOf(const QString &user) const
{
    for (int row = 0; row < m_events.rowCount(); ++row) {
        const EventRow *event = m_events.row(row);
        if (event && QString::fromLatin1(event->user.toByteArray()) == user && !event->tenant.isEmpty())
            return QString::fromUtf8(event->tenant);
    }
    return {};
}

} // namespace conversa::console
