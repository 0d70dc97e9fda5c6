// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/tablepane.h"

#include "page/looks.h"
#include "page/rowdelegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QProxyStyle>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int tableRowHeight = 30;
constexpr int compactRowHeight = 22;

int widthOf(const Field &field)
{
    switch (field.kind) {
    case FieldKind::Id: return 90;
    case FieldKind::Text: return 130;
    case FieldKind::Word: return 125;
    case FieldKind::Count: return 80;
    case FieldKind::Bytes: return 90;
    case FieldKind::Span: return 80;
    case FieldKind::Since: return 90;
    case FieldKind::Address: return 110;
    }
    return 120;
}

// Headings stand where the texts under them do.
class HeaderStyle : public QProxyStyle
{
public:
    explicit HeaderStyle(QObject *parent) { setParent(parent); }
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        return metric == PM_HeaderMargin ? RowDelegate::sidePadding + 3 : QProxyStyle::pixelMetric(metric, option, widget);
    }
};

QString nameOf(const Field &field)
{
    return QString::fromLatin1(field.name.data(), qsizetype(field.name.size()));
}

} // namespace

TablePane::TablePane(RowTable &model, const QStringList &columns, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(model.fields())
    , m_actions(new QHBoxLayout)
    , m_body(new QStackedLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(&m_filter, 1, Qt::AlignTop);
    m_actions->setSpacing(8);
    bar->addLayout(m_actions);
    column->addLayout(bar);
    m_body->addWidget(&m_view);
    column->addLayout(m_body, 1);
    column->addWidget(&m_count);
    m_count.setTextFormat(Qt::PlainText);
    m_count.setForegroundRole(QPalette::PlaceholderText);
    buildView(columns);
    connect(&m_filter, &FilterField::filterChanged, this, [this](const QString &filter) {
        wish({ filter, m_model.wish().sort });
    });
    connect(&m_model, &RowTable::totalChanged, this, &TablePane::showCount);
    // Later: a model may not be asked for more while it takes what came.
    connect(&m_model, &RowTable::totalChanged, this, &TablePane::tellVisible, Qt::QueuedConnection);
    showCount();
}

void TablePane::setWidths(std::initializer_list<int> widths)
{
    QHeaderView *header = m_view.horizontalHeader();
    int place = 0;
    for (const int width : widths)
        header->resizeSection(header->logicalIndex(place++), width);
}

QList<int> TablePane::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_view.selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

QByteArray TablePane::saveState() const
{
    return m_view.horizontalHeader()->saveState();
}

void TablePane::restoreState(const QByteArray &state)
{
    QHeaderView *header = m_view.horizontalHeader();
    header->restoreState(state);
    if (const int column = header->sortIndicatorSection(); column >= 0 && column < m_model.columnCount())
        sortBy(column, header->sortIndicatorOrder() == Qt::DescendingOrder);
}

QByteArray TablePane::rowsAs(RowFormat format) const
{
    const Columns columns = shownColumns();
    QByteArray text = beginOfFile(format, shownKeys());
    bool isFirst = true;
    for (const int row : rowsToTell()) {
        text += beginOfRow(format, std::exchange(isFirst, false));
        if (format == RowFormat::Csv)
            appendRow(text, m_model.fields(), columns, [&](size_t field) { return m_model.valueAt(row, field); });
        else
            appendJson(text, row, columns);
        text += endOfRow(format);
    }
    return text += endOfFile(format);
}

bool TablePane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_isUnderMouse = event->type() == QEvent::Enter;
        hold();
    } else if (event->type() == QEvent::Resize) {
        tellVisible();
    }
    return QWidget::eventFilter(watched, event);
}

void TablePane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        Q_EMIT m_model.headerDataChanged(Qt::Horizontal, 0, m_model.columnCount() - 1);
        retranslate();
        showCount();
    }
    QWidget::changeEvent(event);
}

// The server sorts: a click asks for another order.
void TablePane::onHeaderClicked(int section)
{
    const QString field = nameOf(m_model.fields()[size_t(section)]);
    sortBy(section, m_model.wish().sort == field);
}

void TablePane::sortBy(int column, bool isDescending)
{
    const QString field = nameOf(m_model.fields()[size_t(column)]);
    wish({ m_model.wish().filter, isDescending ? QLatin1Char('-') + field : field });
    m_view.scrollToTop();
}

// Not every table has an order to choose.
void TablePane::showOrder()
{
    const QString &sort = m_model.wish().sort;
    const bool isDescending = sort.startsWith(QLatin1Char('-'));
    const int column = sort.isEmpty() ? -1 : m_model.columnOf(sort.mid(isDescending ? 1 : 0).toStdString());
    m_view.horizontalHeader()->setSortIndicator(column, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void TablePane::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    hold();
}

void TablePane::onHeaderMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMenu *order = menu->addMenu(tr("&Sort by"));
    for (const size_t shown : shownColumns()) {
        const int column = int(shown);
        QAction *action = order->addAction(m_model.headerData(column, Qt::Horizontal).toString());
        connect(action, &QAction::triggered, this, [this, column] { onHeaderClicked(column); });
    }
    menu->addSeparator();
    for (int column = 0; column < m_model.columnCount(); ++column) {
        QAction *action = menu->addAction(m_model.headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_view.isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isShown) { m_view.setColumnHidden(column, !isShown); });
    }
    menu->popup(m_view.horizontalHeader()->mapToGlobal(place));
}

void TablePane::onSelectionChanged()
{
    hold();
    Q_EMIT selectionChanged();
}

void TablePane::tellVisible()
{
    const int first = m_view.rowAt(0);
    const int last = m_view.rowAt(m_view.viewport()->height() - 1);
    m_model.setVisible(std::max(first, 0), last < 0 ? m_model.rowCount() - 1 : last);
}

void TablePane::showCount()
{
    const QLocale locale;
    const qint64 total = m_model.total();
    QString text = total > m_model.rowCount() ? tr("%1 of %2 rows; a filter narrows them").arg(locale.toString(m_model.rowCount()), locale.toString(total))
                                              : tr("%n row(s)", nullptr, int(total));
    if (m_model.hasHeldChanges())
        text += QStringLiteral(" · ") + tr("changes wait while you read: F5 shows them");
    m_count.setText(text);
}

void TablePane::setDensity(Density density)
{
    const int height = density == Density::Compact ? compactRowHeight : tableRowHeight;
    m_view.verticalHeader()->setMinimumSectionSize(height);
    m_view.verticalHeader()->setDefaultSectionSize(height);
}

void TablePane::buildView(const QStringList &columns)
{
    m_view.setModel(&m_model);
    m_view.setObjectName(QStringLiteral("table"));
    m_view.setItemDelegate(new RowDelegate(&m_view));
    showRows(m_view);
    m_view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view.setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setDensity(Density::Comfortable);
    QHeaderView *header = m_view.horizontalHeader();
    header->setStyle(new HeaderStyle(header));
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        header->resizeSection(column, widthOf(m_model.fields()[size_t(column)]));
        header->hideSection(column);
    }
    for (int place = 0; place < columns.size(); ++place) {
        const int column = m_model.columnOf(columns[place].toStdString());
        header->showSection(column);
        header->moveSection(header->visualIndex(column), place);
    }
    retranslate();
    m_view.viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionClicked, this, &TablePane::onHeaderClicked);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TablePane::onHeaderMenu);
    connect(m_view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablePane::onSelectionChanged);
    connect(m_view.verticalScrollBar(), &QScrollBar::valueChanged, this, &TablePane::tellVisible);
    connect(&m_view, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
}

void TablePane::retranslate()
{
    m_view.setAccessibleName(tr("Rows"));
    // A column is at least as wide as its name, in whatever language.
    QHeaderView *header = m_view.horizontalHeader();
    for (const int column : shownColumns())
        header->resizeSection(column, std::max(header->sectionSize(column), header->sectionSizeHint(column)));
}

void TablePane::hold()
{
    const bool isRead = m_holdsWhileRead && (m_isUnderMouse || m_view.selectionModel()->hasSelection());
    m_model.setHeld(m_isPaused || isRead);
    showCount();
}

// What holds the rows still would hide what was asked for.
void TablePane::wish(const TableWish &wish)
{
    m_view.clearSelection();
    m_isUnderMouse = false;
    m_isPaused = m_isPaused && !m_holdsWhileRead;
    hold();
    m_model.setWish(wish);
    showOrder();
    Q_EMIT wishChanged();
}

void TablePane::appendJson(QByteArray &text, int row, const Columns &columns) const
{
    JsonWriter json(text, Audience::Plain);
    writeRow(json, {}, m_model.fields(), columns, [&](size_t field) { return m_model.valueAt(row, field); });
}

// In the order in which they stand.
Columns TablePane::shownColumns() const
{
    Columns columns;
    const QHeaderView *header = m_view.horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (!header->isSectionHidden(header->logicalIndex(place)))
            columns.push_back(size_t(header->logicalIndex(place)));
    }
    return columns;
}

QList<QByteArray> TablePane::shownKeys() const
{
    QList<QByteArray> keys;
    for (const size_t column : shownColumns()) {
        const std::string_view key = m_model.fields()[column].key;
        keys << QByteArray(key.data(), qsizetype(key.size()));
    }
    return keys;
}

QList<int> TablePane::rowsToTell() const
{
    if (const QList<int> selected = selectedRows(); !selected.isEmpty())
        return selected;
    QList<int> rows;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.index(row, 0).data(RowTable::IsLoaded).toBool())
            rows << row;
    }
    return rows;
}

} // namespace conversa::console
