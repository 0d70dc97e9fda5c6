// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/field.h"
#include "model/answer.h"
#include "model/rowsource.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace conversa::console {

// How much of a table can be trusted.
enum class Freshness {
    Empty, // nothing came yet
    Live,
    Stale, // the connection is gone; what is shown was true once
    Refused, // the server does not tell; failure() says why
};

// What is asked of a table: as it is typed, and by which field it is ordered ("age", "-queue").
struct TableWish
{
    QString filter = {};
    QString sort = {};

    bool operator==(const TableWish &) const = default;
};

// Rows of the admin API as a table: a column for each field. Changes are merged in place, never by a reset. Lives in the GUI
// thread; owned by the LiveState or by a page.
class RowTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        WholeText = Qt::UserRole, // the value in full, for copying and export
        IsLoaded, // false: the row is known to be there, and not here yet
        IsGap, // rows are missing here
    };

    explicit RowTable(std::span<const Field> fields, QObject *parent = nullptr);

    std::span<const Field> fields() const { return m_fields; }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    // Nothing: it is not known, a gap, or not loaded.
    virtual FieldValue valueAt(int row, size_t field) const = 0;
    // The column of a field by its name.
    int columnOf(std::string_view field) const;
    // Rows that the filter finds, shown or not.
    virtual qint64 total() const = 0;
    virtual const TableWish &wish() const = 0;
    virtual void setWish(const TableWish &wish) = 0;
    // Whether anybody looks: nothing is asked for while nobody does.
    virtual void setWatched(bool) { }
    // Which rows are seen.
    virtual void setVisible(int, int) { }
    // While it is held, what stands still can be read: changes of rows and their order wait.
    virtual void setHeld(bool) { }
    virtual bool hasHeldChanges() const { return false; }
    virtual void refresh() { }
    // Where there are more rows than those that are loaded; nothing: these are all.
    virtual std::optional<RowSource> source() const { return {}; }
    // What is here is of another server than what comes next.
    virtual void forget() { }
    Freshness freshness() const { return m_freshness; }
    const Failure &failure() const { return m_failure; }

Q_SIGNALS:
    void freshnessChanged();
    void totalChanged();

protected:
    virtual bool isLoaded(int row) const = 0;
    virtual bool isGap(int) const { return false; }
    void setFreshness(Freshness freshness, const Failure &failure = {});
    // The server does not want what it was asked for over its socket.
    void setRefused(const Error &why);
    // A server that does not want to, or a first try that failed, leaves nothing to show; any other failure what there was.
    void setFailed(const Failure &failure);

private Q_SLOTS:
    void onSecond();

private:
    QVariant textAt(const QModelIndex &index) const;

    const std::span<const Field> m_fields;
    Freshness m_freshness = Freshness::Empty;
    Failure m_failure;
    // What ages are told by: moved on once a second, since a cell changes with dataChanged alone.
    qint64 m_nowMs;
    QTimer m_second;
};

} // namespace conversa::console
