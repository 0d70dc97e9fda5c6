// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/tablepage.h"

#include "page/exportdialog.h"
#include "page/problemtext.h"
#include "page/savefile.h"

#include <QClipboard>
#include <QGuiApplication>

namespace conversa::console {

TablePage::TablePage(LiveState &live, RowTable &model, const QStringList &columns, Access least, QWidget *parent)
    : Page(parent)
    , m_live(live)
    , m_least(least)
    , m_pane(model, columns)
{
    connect(&live, &LiveState::linkChanged, this, &TablePage::watch);
    connect(&live, &LiveState::capabilitiesChanged, this, &TablePage::watch);
    connect(&live, &LiveState::linkChanged, this, &TablePage::update);
    connect(&live, &LiveState::capabilitiesChanged, this, &TablePage::update);
    connect(&model, &RowTable::freshnessChanged, this, &TablePage::update);
    connect(&model, &RowTable::totalChanged, this, &TablePage::update);
    connect(&m_pane, &TablePane::wishChanged, this, &TablePage::update);
    connect(this, &Page::reconnectRequested, &live, &LiveState::retryNow);
}

void TablePage::adopt(RowTable &table)
{
    table.setParent(this);
    connect(&m_live, &LiveState::left, &table, &RowTable::forget);
}

void TablePage::order(RestRequest request, const std::function<void(const QJsonObject &)> &done)
{
    m_live.rest().ask<QJsonObject>(std::move(request), readJsonObject, this, [this, done](const Answer<QJsonObject> &answer) {
        if (answer)
            return done(*answer);
        Q_EMIT remarked(tr("Not done: %1").arg(failureText(answer.failure())));
    });
}

void TablePage::build()
{
    setContent(buildContent(), m_pane.body());
    update();
}

void TablePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    watch();
}

void TablePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    watch();
}

// Nothing is asked for that nobody sees, nor of a server that is not there or would refuse it.
void TablePage::watch()
{
    const bool isWatching = isVisible() && m_live.link().state == LinkState::Connected && m_live.access() >= m_least;
    if (std::exchange(m_isWatching, isWatching) != isWatching)
        m_pane.model().setWatched(isWatching);
}

void TablePage::refresh()
{
    m_pane.view().clearSelection();
    m_pane.model().setHeld(false);
    m_pane.model().refresh();
}

void TablePage::copyAsJson()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_pane.rowsAs(RowFormat::Json)));
}

void TablePage::setPaused(bool isPaused)
{
    m_pane.setPaused(isPaused);
}

void TablePage::update()
{
    const RowTable &model = m_pane.model();
    const bool hasRows = model.total() > 0;
    if (m_live.access() != Access::Unknown && m_live.access() < m_least)
        return setState(PageState::NoPermission, noPermissionText());
    if (model.freshness() == Freshness::Refused && m_live.link().state == LinkState::Connected)
        return setFailed(model.failure());
    if (m_live.link().state != LinkState::Connected && model.freshness() != Freshness::Empty)
        return setState(PageState::Stale, m_live.link());
    if (model.freshness() == Freshness::Empty)
        return setState(PageState::Loading);
    if (!hasRows && !m_pane.filterText().isEmpty())
        return setState(PageState::NoMatch, noMatchText());
    if (!hasRows)
        return setState(PageState::FirstUse, emptyText());
    setState(PageState::Ready);
}

StateText TablePage::noPermissionText() const
{
    return { Sign::Cross, Tone::Quiet, tr("Your key may not see this."),
        m_least == Access::Operator ? tr("It is for operators: a key of the role admin whose tenant is *. Ask whoever runs the server.")
                                    : tr("It is for administrators: a key of the role admin. Ask whoever runs the server.") };
}

StateText TablePage::noMatchText() const
{
    return { Sign::Ring, Tone::Quiet, tr("Nothing matches the filter."), m_pane.filterText(), tr("C&lear filter") };
}

// The selected rows, or all that the filter finds.
void TablePage::exportRows()
{
    const auto [path, format] = ExportDialog::askWhere(this, objectName());
    if (path.isEmpty())
        return;
    const auto source = m_pane.selectedRows().isEmpty() ? m_pane.model().source() : std::nullopt;
    if (!source)
        return writeFile(this, path, m_pane.rowsAs(format));
    auto *dialog = new ExportDialog(m_live.rest(), *source, m_pane.model().wish(), m_pane.shownKeys(), format, path, this);
    connect(dialog, &ExportDialog::ended, this, [this](const QString &sentence) { Q_EMIT remarked(sentence); });
    dialog->start();
}

} // namespace conversa::console
