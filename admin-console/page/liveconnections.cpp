// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/liveconnections.h"

#include "page/looks.h"

#include <QHBoxLayout>
#include <QSplitter>

namespace conversa::console {

namespace {

constexpr int detailsWidth = 330;
constexpr int banSeconds = 3'600;
const QStringList firstColumns{ QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("state"), QStringLiteral("ip"), QStringLiteral("node"),
    QStringLiteral("client"), QStringLiteral("age"), QStringLiteral("in"), QStringLiteral("out"), QStringLiteral("queue") };

} // namespace

LiveConnections::LiveConnections(LiveState &live, QWidget *parent)
    : TablePage(live, live.connections(), firstColumns, Access::Admin, parent)
    , m_details(new ConnectionDetails(live.rest()))
{
    setObjectName(QStringLiteral("connected"));
    const std::pair<QPushButton *, const char *> buttons[]
        = { { &m_disconnect, "disconnectChosen" }, { &m_ban, "ban" }, { &m_tap, "tap" }, { &m_disconnectAll, "disconnectAll" } };
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QString::fromLatin1(name));
        button->setMinimumHeight(controlHeight);
        pane().actions()->addWidget(button, 0, Qt::AlignTop);
    }
    connect(&m_disconnect, &QPushButton::clicked, this, &LiveConnections::onDisconnect);
    connect(&m_disconnectAll, &QPushButton::clicked, this, &LiveConnections::onDisconnectAll);
    connect(&m_ban, &QPushButton::clicked, this, &LiveConnections::onBan);
    connect(&m_tap, &QPushButton::clicked, this, [this] {
        if (const auto row = chosen())
            Q_EMIT jumpRequested(QStringLiteral("frames"), QStringLiteral("connection:") + QString::fromLatin1(row->id.toByteArray()));
    });
    connect(&pane(), &TablePane::selectionChanged, this, &LiveConnections::onSelectionChanged);
    connect(&pane(), &TablePane::wishChanged, this, &LiveConnections::onSelectionChanged);
    connect(&live.connections(), &QAbstractItemModel::dataChanged, this, [this] { m_details->setConnection(chosen()); });
    connect(m_details, &ConnectionDetails::sessionChosen, this,
        [this](const QString &id) { Q_EMIT jumpRequested(QStringLiteral("sessions"), QStringLiteral("id:") + id); });
    build();
    retranslate();
}

StateText LiveConnections::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("Nobody is connected."),
        tr("Whoever opens a WebSocket at this server appears here at once: a chat page, a program, or the chat tester of this console.") };
}

QWidget *LiveConnections::buildContent()
{
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(12);
    splitter->addWidget(&pane());
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({ 3 * detailsWidth, detailsWidth });
    return splitter;
}

void LiveConnections::retranslate()
{
    m_tap.setText(tr("&Tap frames"));
    m_ban.setText(tr("&Ban user for an hour"));
    onSelectionChanged();
    TablePage::retranslate();
}

void LiveConnections::onSelectionChanged()
{
    const int count = int(pane().selectedRows().size());
    m_disconnect.setText(count > 1 ? tr("&Disconnect %n …", nullptr, count) : tr("&Disconnect …"));
    m_disconnect.setEnabled(count > 0);
    m_disconnectAll.setText(tr("Disconnect all that &match …"));
    m_disconnectAll.setVisible(!pane().filterText().isEmpty());
    const auto row = chosen();
    m_tap.setEnabled(row.has_value());
    m_ban.setEnabled(row && !row->user.isNull());
    m_details->setConnection(row);
}

void LiveConnections::onDisconnect()
{
    DisconnectTarget target;
    for (const int row : pane().selectedRows()) {
        if (const ConnectionRow *connection = live().connections().row(row))
            target.ids.push_back(connection->id.uuid);
    }
    if (!target.ids.empty())
        ask(target);
}

void LiveConnections::onDisconnectAll()
{
    // What is meant is what stands in the field, not what was a filter a moment ago.
    if (pane().filter().settle() && !pane().filterText().isEmpty())
        ask({ {}, pane().filterText() });
}

// A ban can be taken back, so it is done at once.
void LiveConnections::onBan()
{
    const auto row = chosen();
    if (!row)
        return;
    const QString user = QString::fromLatin1(row->user.toByteArray());
    QJsonObject body{ { QStringLiteral("user_id"), user }, { QStringLiteral("for_s"), banSeconds } };
    if (live().access() == Access::Operator)
        body.insert(QStringLiteral("tenant"), QString::fromUtf8(row->tenant));
    order(postJson(QStringLiteral("/api/v1/admin/bans"), body), [this, name = QString::fromUtf8(row->userName)](const QJsonObject &made) {
        Q_EMIT remarked(tr("%1 is banned for an hour.").arg(name), [this, id = made[QLatin1String("id")].toString()] { takeBack(id); });
    });
}

std::optional<ConnectionRow> LiveConnections::chosen()
{
    const QList<int> rows = pane().selectedRows();
    const ConnectionRow *row = rows.size() == 1 ? live().connections().row(rows.front()) : nullptr;
    return row ? std::optional(*row) : std::nullopt;
}

void LiveConnections::ask(const DisconnectTarget &target)
{
    auto *dialog = new DisconnectDialog(live().rest(), target, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DisconnectDialog::disconnected, this, [this](qint64 count) {
        Q_EMIT remarked(tr("%n connection(s) closed.", nullptr, int(count)));
        refresh();
    });
    dialog->open();
}

void LiveConnections::takeBack(const QString &restriction)
{
    order({ QStringLiteral("/api/v1/admin/restrictions/") + restriction, {}, "DELETE" },
        [this](const QJsonObject &) { Q_EMIT remarked(tr("The ban is taken back.")); });
}

} // namespace conversa::console
