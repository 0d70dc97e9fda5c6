// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/framepage.h"

#include "page/framedelegate.h"
#include "page/looks.h"
#include "page/savefile.h"
#include "protocol/jsonwriter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>

namespace conversa::console {

namespace {

constexpr std::array frameWidths{ 148, 96, 120, 90, 140, 80, 110 }; // of FrameRing's columns but the last

QByteArray frameJson(const FrameRow &frame)
{
    return jsonObject([&](JsonWriter &json) {
        json.number("at_us", frame.atUs);
        json.id("connection_id", frame.connection.uuid);
        json.word("direction", frame.isOut ? "out" : "in");
        json.string("opcode", frame.opcode);
        json.number("size", frame.size);
        if (frame.cut > 0)
            json.number("cut", frame.cut);
        if (frame.hex.isEmpty())
            json.string("payload", frame.payload);
        else
            json.string("hex", frame.hex);
    });
}

} // namespace

FramePage::FramePage(LiveState &live, QWidget *parent)
    : Page(parent)
    , m_live(live)
    , m_frames(live.channel())
    , m_tap(live, m_frames, m_connection)
    , m_filter(frameFields())
    , m_body(new QStackedLayout)
    , m_send(m_connection)
{
    setObjectName(QStringLiteral("frames"));
    buildView();
    setContent(buildContent(), m_body);
    connect(&live, &LiveState::linkChanged, this, &FramePage::update);
    connect(&live, &LiveState::capabilitiesChanged, this, &FramePage::update);
    connect(&live, &LiveState::left, &m_frames, &RowTable::forget);
    connect(&live, &LiveState::left, &m_connection, &RawConnection::close);
    connect(&m_frames, &RowTable::freshnessChanged, this, &FramePage::update);
    connect(&m_frames, &RowTable::totalChanged, this, &FramePage::update);
    connect(&m_frames, &QAbstractItemModel::rowsInserted, this, &FramePage::onInserted);
    connect(&m_connection, &RawConnection::framesSeen, &m_frames, [this](const std::vector<FrameRow> &rows) { m_frames.append(rows); });
    connect(&m_tap, &TapBar::keyUsed, &m_send, &SendBox::setSecret);
    connect(&m_filter, &FilterField::filterChanged, this, [this](const QString &filter) {
        m_frames.setWish({ filter });
        update();
    });
    connect(&m_details, &FrameDetails::followRequested, this, [this](const QByteArray &id) {
        m_filter.setFilter(QStringLiteral("payload:\"%1\"").arg(QString::fromUtf8(id).replace(QLatin1Char('"'), QStringLiteral("\\\""))));
    });
    connect(&m_clear, &QPushButton::clicked, this, [this] { m_frames.clear(); });
    connect(this, &Page::reconnectRequested, &live, &LiveState::retryNow);
    FramePage::retranslate();
}

void FramePage::buildView()
{
    m_view.setObjectName(QStringLiteral("frameTable"));
    m_view.setModel(&m_frames);
    m_view.setItemDelegate(new FrameDelegate(&m_view));
    showRows(m_view);
    m_view.verticalHeader()->setDefaultSectionSize(30);
    m_view.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (size_t i = 0; i < frameWidths.size(); ++i)
        m_view.setColumnWidth(int(i), frameWidths[i]);
    connect(m_view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &FramePage::onSelection);
}

QWidget *FramePage::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(&m_tap);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_clear.setObjectName(QStringLiteral("clearFrames"));
    m_clear.setMinimumHeight(controlHeight);
    bar->addWidget(&m_filter, 1, Qt::AlignTop);
    bar->addWidget(&m_clear, 0, Qt::AlignTop);
    column->addLayout(bar);
    auto *list = new QWidget;
    m_body->setContentsMargins({});
    list->setLayout(m_body);
    m_body->addWidget(&m_view);
    auto *lower = new QSplitter;
    lower->setHandleWidth(17);
    lower->setChildrenCollapsible(false);
    lower->addWidget(&m_details);
    lower->addWidget(&m_send);
    lower->setSizes({ 600, 400 });
    m_splitter.setOrientation(Qt::Vertical);
    m_splitter.setHandleWidth(13);
    m_splitter.setChildrenCollapsible(false);
    m_splitter.addWidget(list);
    m_splitter.addWidget(lower);
    m_splitter.setStretchFactor(0, 1);
    m_splitter.setSizes({ 420, 280 });
    column->addWidget(&m_splitter, 1);
    m_count.setTextFormat(Qt::PlainText);
    m_count.setObjectName(QStringLiteral("frameCount"));
    m_count.setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(&m_count);
    return content;
}

QString FramePage::title() const
{
    return tr("Frames");
}

void FramePage::lookFor(const QString &what)
{
    const QString kind = what.section(QLatin1Char(':'), 0, 0);
    const auto target = kind == QLatin1String("user") ? TapBar::User : kind == QLatin1String("session") ? TapBar::Session : TapBar::Connection;
    m_tap.setTarget(target, what.section(QLatin1Char(':'), -1));
    m_tap.start();
}

void FramePage::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    m_frames.setHeld(isPaused);
}

void FramePage::update()
{
    const QLocale locale;
    QStringList counts{ tr("%n frame(s)", nullptr, int(m_frames.kept())), tr("%n older dropped", nullptr, int(m_frames.dropped())) };
    if (m_frames.total() < m_frames.kept())
        counts.insert(1, tr("%1 shown").arg(locale.toString(m_frames.total())));
    if (m_frames.lost() > 0)
        counts << tr("%n lost at the server", nullptr, int(m_frames.lost()));
    m_count.setText(counts.join(QStringLiteral(" · ")));
    const LinkState link = m_live.link().state;
    if (m_live.access() == Access::Agent)
        setState(PageState::NoPermission,
            { Sign::Cross, Tone::Quiet, tr("Frames are for administrators"), tr("It takes a key of the role admin to see what goes over connections.") });
    else if (link == LinkState::Reconnecting)
        setState(m_frames.kept() > 0 ? PageState::Stale : PageState::Loading, m_live.link());
    else if (link != LinkState::Connected)
        setState(PageState::Loading);
    else if (m_frames.kept() == 0 && m_frames.freshness() == Freshness::Refused)
        setFailed(m_frames.failure());
    else if (m_frames.kept() == 0)
        setState(PageState::FirstUse,
            { Sign::Ring, Tone::Quiet, m_frames.isRunning() ? tr("Waiting for the first frame") : tr("No frames yet"),
                tr("Tap somebody above, or open an own connection.") });
    else if (m_frames.total() == 0)
        setState(PageState::NoMatch,
            { Sign::Ring, Tone::Quiet, tr("0 of %n frame(s) match", nullptr, int(m_frames.kept())), tr("The filter hides the others."), tr("Clear filter") });
    else
        setState(PageState::Ready);
}

// Who looks at the latest goes on with them; who has scrolled or chosen is left there.
void FramePage::onInserted()
{
    const QScrollBar *bar = m_view.verticalScrollBar();
    const bool isAtEnd = bar->maximum() - bar->value() <= 1;
    if (isAtEnd && !m_isPaused && !m_view.selectionModel()->hasSelection())
        m_view.scrollToBottom();
}

std::vector<FrameRow> FramePage::selected() const
{
    std::vector<FrameRow> rows;
    for (const QModelIndex &index : m_view.selectionModel()->selectedRows()) {
        if (const FrameRow *frame = m_frames.row(index.row()))
            rows.push_back(*frame);
    }
    std::sort(rows.begin(), rows.end(), [](const FrameRow &a, const FrameRow &b) { return a.atUs < b.atUs; });
    return rows;
}

void FramePage::onSelection()
{
    auto rows = selected();
    m_details.setFrames(rows.size() <= 2 ? std::move(rows) : std::vector<FrameRow>());
}

QByteArray FramePage::rowsAsJson() const
{
    const auto chosen = selected();
    QByteArray lines;
    for (const FrameRow &frame : chosen)
        lines += frameJson(frame) + '\n';
    for (int row = 0; chosen.empty() && row < m_frames.rowCount(); ++row) {
        if (const FrameRow *frame = m_frames.row(row))
            lines += frameJson(*frame) + '\n';
    }
    return lines;
}

void FramePage::exportRows()
{
    saveFile(this, QStringLiteral("frames.jsonl"), rowsAsJson());
}

void FramePage::copyAsJson()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(rowsAsJson()));
}

void FramePage::retranslate()
{
    m_view.setAccessibleName(tr("Frames"));
    m_clear.setText(tr("&Clear"));
    m_filter.setExample(tr("Filter, for example opcode:text payload:error size:>1k"));
    Q_EMIT m_frames.headerDataChanged(Qt::Horizontal, 0, int(FrameRing::Columns) - 1);
    update();
}

} // namespace conversa::console
