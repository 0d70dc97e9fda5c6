// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/field.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QTimer>
#include <QWidget>

#include <span>

namespace conversa::console {

// Where a filter is typed (docs/protocol.md, "Filters"): it completes fields and their words, says what is wrong and where, and
// tells of a good filter a moment after the last key. Owned by a page.
class FilterField : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds pause{ 150 };

    explicit FilterField(std::span<const Field> fields, QWidget *parent = nullptr);

    QString filter() const { return m_filter; }
    // Takes effect at once.
    void setFilter(const QString &filter);
    // Takes what was typed at once; false: it is no filter, and filter() is the one before.
    bool settle();
    void focus();
    // What stands there while nothing is typed, in place of the usual example; translated by the caller.
    void setExample(const QString &example);
    // What is wrong with what stands there; empty: nothing.
    QString problem() const { return m_problem.text(); }

Q_SIGNALS:
    void filterChanged(const QString &filter);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onEdited();
    void onPause();

private:
    void retranslate();
    void complete();
    QStringList proposals(const QString &word) const;

    const std::span<const Field> m_fields;
    QLineEdit m_edit;
    QLabel m_problem;
    QCompleter m_completer;
    QStringListModel m_words;
    QTimer m_pause;
    QString m_filter; // the last good one
    QString m_example;
};

} // namespace conversa::console
