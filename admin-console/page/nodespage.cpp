// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/nodespage.h"

#include "page/confirm.h"
#include "page/leveldialog.h"
#include "page/looks.h"
#include "page/problemtext.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLocale>
#include <QMap>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr std::chrono::seconds nodeInterval{ 2 };

Result<RestPage<NodeRow>> readNodes(QByteArrayView body)
{
    return readRestPage<NodeRow>(body, "nodes", readNodeRow);
}

QString listOf(const QJsonValue &names)
{
    QStringList texts;
    for (const QJsonValue &name : names.toArray())
        texts << name.toString();
    return texts.join(QStringLiteral(", "));
}

// What a server says it did.
QString reloadText(const QJsonObject &node)
{
    const QString name = node[QLatin1String("node")].toString();
    const QJsonObject result = node[QLatin1String("result")].toObject();
    const QString changed = listOf(result[QLatin1String("changed")]);
    const QString waiting = listOf(result[QLatin1String("restart_needed")]);
    if (result.isEmpty())
        return NodesPage::tr("%1 does not answer.").arg(name);
    if (!result[QLatin1String("ok")].toBool())
        return NodesPage::tr("%1 keeps what it had: %2").arg(name, result[QLatin1String("message")].toString());
    QStringList parts;
    if (!changed.isEmpty())
        parts << NodesPage::tr("changed: %1").arg(changed);
    if (!waiting.isEmpty())
        parts << NodesPage::tr("waits for a restart: %1").arg(waiting);
    return name + QStringLiteral(": ") + (parts.isEmpty() ? NodesPage::tr("nothing has changed") : parts.join(QStringLiteral("; ")));
}

} // namespace

NodeHealth healthOf(const std::vector<NodeRow> &nodes)
{
    QMap<QString, int> versions;
    QStringList silent;
    for (const NodeRow &node : nodes) {
        if (node.state == NodeState::Silent)
            silent << QString::fromUtf8(node.name);
        else
            ++versions[QString::fromUtf8(node.version)];
    }
    QStringList mixed;
    for (auto version = versions.cbegin(); versions.size() > 1 && version != versions.cend(); ++version)
        mixed << NodesPage::tr("%1 on %n server(s)", nullptr, version.value()).arg(version.key());
    const QString mix = mixed.isEmpty() ? QString() : NodesPage::tr("The servers are not of one version: %1").arg(mixed.join(QStringLiteral(", ")));
    if (silent.isEmpty())
        return mix.isEmpty() ? NodeHealth() : NodeHealth{ Sign::Triangle, Tone::Warning, mix };
    const QString sentence = NodesPage::tr("%n server(s) have fallen silent: %1", nullptr, int(silent.size())).arg(silent.join(QStringLiteral(", ")));
    return { Sign::Cross, Tone::Bad, sentence, mix.isEmpty() ? QStringList() : QStringList{ mix } };
}

NodesPage::NodesPage(LiveState &live, QWidget *parent)
    : NodesPage(live, new NodeTable(live.rest(), { QStringLiteral("/api/v1/admin/nodes"), "nodes" }, nodeFields(), readNodes, nodeInterval), parent)
{
}

NodesPage::NodesPage(LiveState &live, NodeTable *nodes, QWidget *parent)
    : TablePage(live, *nodes, { QStringLiteral("node"), QStringLiteral("state"), QStringLiteral("version"), QStringLiteral("bus"), QStringLiteral("clients"), QStringLiteral("age"), QStringLiteral("id") }, Access::Operator, parent)
    , m_nodes(*nodes)
    , m_health(new VerdictBar)
    , m_result(new VerdictBar)
{
    adopt(*nodes);
    setObjectName(QStringLiteral("nodes"));
    m_health->setObjectName(QStringLiteral("health"));
    m_result->setObjectName(QStringLiteral("result"));
    const std::pair<QPushButton *, const char *> buttons[] = { { &m_reload, "reload" }, { &m_level, "logLevel" }, { &m_drain, "drain" } };
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QLatin1String(name));
        button->setMinimumHeight(controlHeight);
        pane().actions()->addWidget(button, 0, Qt::AlignTop);
    }
    connect(&m_drain, &QPushButton::clicked, this, &NodesPage::onDrain);
    connect(&live, &LiveState::left, this, [this] { m_result->setVerdict({}, {}, {}); });
    connect(&m_reload, &QPushButton::clicked, this, &NodesPage::onReload);
    connect(&m_level, &QPushButton::clicked, this, &NodesPage::onLevel);
    connect(&pane(), &TablePane::selectionChanged, this, &NodesPage::onSelected);
    connect(nodes, &RowTable::totalChanged, this, &NodesPage::showHealth);
    build();
    retranslate();
    onSelected();
}

StateText NodesPage::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("No server says that it is there."), tr("Each server at the database tells of itself every few seconds.") };
}

QWidget *NodesPage::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addWidget(m_health);
    column->addWidget(m_result);
    column->addWidget(&pane(), 1);
    return content;
}

void NodesPage::retranslate()
{
    m_drain.setText(tr("&Drain …"));
    m_reload.setText(tr("Re&load configuration"));
    m_reload.setToolTip(tr("Of the selected server, or of all."));
    m_level.setText(tr("Log &level …"));
    pane().filter().setExample(tr("Filter, for example state:silent version:1.2"));
    showHealth();
    TablePage::retranslate();
}

void NodesPage::onDrain()
{
    const NodeRow *node = selectedNode();
    if (!node)
        return;
    const QString name = QString::fromUtf8(node->name);
    const QString sentence = tr("%1 takes nobody new, finishes what is in flight, sends its %n client(s) away with a time to come back, and ends. It has to be started again.", nullptr, int(node->clients)).arg(name);
    const QString button = tr("&Drain %1 and close %n connection(s)", nullptr, int(node->clients)).arg(name);
    confirm(this, { tr("Drain a server"), sentence, button, node->clients }, [this, name, id = QString::fromLatin1(node->id.toByteArray())] {
        order({ QStringLiteral("/api/v1/admin/nodes/%1/drain").arg(id), {}, "POST" }, [this, name](const QJsonObject &) {
            m_nodes.refresh();
            Q_EMIT remarked(tr("%1 is draining.").arg(name));
        });
    });
}

void NodesPage::onReload()
{
    const QString name = selectedName();
    const QJsonObject body = name.isEmpty() ? QJsonObject() : QJsonObject{ { QStringLiteral("node"), name } };
    m_result->setVerdict(Sign::Dots, Tone::Quiet, tr("The configuration is read again …"));
    live().rest().ask<QJsonObject>(postJson(QStringLiteral("/api/v1/admin/reload"), body), readJsonObject, this, [this](const Answer<QJsonObject> &answer) {
        if (answer)
            return onReloaded(*answer);
        m_result->setVerdict(Sign::Cross, Tone::Bad, TablePage::tr("Not done: %1").arg(failureText(answer.failure())), {}, true);
    });
}

void NodesPage::onLevel()
{
    auto *dialog = new LevelDialog(selectedName(), this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        order(postJson(QStringLiteral("/api/v1/admin/log-level"), dialog->body()), [this, text = dialog->text()](const QJsonObject &) { Q_EMIT remarked(tr("Log level: %1").arg(text)); });
    });
    dialog->open();
}

void NodesPage::onSelected()
{
    const NodeRow *node = selectedNode();
    m_drain.setEnabled(node && node->state != NodeState::Silent);
    // One, or none chosen and so all: some of them it cannot be.
    const bool isClear = pane().selectedRows().size() <= 1;
    m_reload.setEnabled(isClear);
    m_level.setEnabled(isClear);
}

void NodesPage::showHealth()
{
    std::vector<NodeRow> nodes;
    for (int row = 0; row < m_nodes.rowCount(); ++row) {
        if (const NodeRow *node = m_nodes.row(row))
            nodes.push_back(*node);
    }
    const NodeHealth health = healthOf(nodes);
    m_health->setVerdict(health.sign, health.tone, health.sentence, health.more);
}

const NodeRow *NodesPage::selectedNode()
{
    const QList<int> rows = pane().selectedRows();
    return rows.size() == 1 ? m_nodes.row(rows.front()) : nullptr;
}

QString NodesPage::selectedName()
{
    const NodeRow *node = selectedNode();
    return node ? QString::fromUtf8(node->name) : QString();
}

void NodesPage::onReloaded(const QJsonObject &answer)
{
    QStringList lines;
    bool isGood = true;
    bool isWaiting = false;
    for (const QJsonValue &each : answer[QLatin1String("nodes")].toArray()) {
        const QJsonObject result = each.toObject()[QLatin1String("result")].toObject();
        lines << reloadText(each.toObject());
        isGood = isGood && result[QLatin1String("ok")].toBool();
        isWaiting = isWaiting || !result[QLatin1String("restart_needed")].toArray().isEmpty();
    }
    if (!isGood)
        m_result->setVerdict(Sign::Cross, Tone::Bad, tr("Not every server took the configuration."), lines, true);
    else if (isWaiting)
        m_result->setVerdict(Sign::Triangle, Tone::Warning, tr("The configuration is read; some of it waits for a restart."), lines, true);
    else
        m_result->setVerdict(Sign::Tick, Tone::Good, tr("The configuration is read."), lines, true);
}

} // namespace conversa::console
