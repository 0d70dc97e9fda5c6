// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/filterfield.h"

#include "admin/filter.h"
#include "page/looks.h"
#include "page/signs.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

} // namespace

FilterField::FilterField(std::span<const Field> fields, QWidget *parent)
    : QWidget(parent)
    , m_fields(fields)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(&m_edit);
    column->addWidget(&m_problem);
    m_edit.setObjectName(QStringLiteral("filter"));
    m_edit.setMinimumHeight(controlHeight);
    m_edit.setMaxLength(int(Filter::maxSize));
    m_edit.setClearButtonEnabled(true);
    m_edit.setTextMargins(6, 0, 6, 0);
    m_problem.setTextFormat(Qt::PlainText);
    m_problem.hide();
    setFocusProxy(&m_edit);
    m_completer.setModel(&m_words);
    m_completer.setWidget(&m_edit);
    m_completer.setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(&m_completer, qOverload<const QString &>(&QCompleter::activated), this, [this](const QString &word) {
        QString text = m_edit.text().left(m_edit.cursorPosition());
        text.chop(text.size() - text.lastIndexOf(QLatin1Char(' ')) - 1);
        const QString rest = m_edit.text().mid(m_edit.cursorPosition());
        m_edit.setText(text + word + rest);
        m_edit.setCursorPosition(int(text.size() + word.size()));
        onEdited();
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_edit, &QLineEdit::textEdited, this, &FilterField::onEdited);
    connect(&m_edit, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(&m_edit, &QLineEdit::returnPressed, this, &FilterField::onPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterField::onPause);
    retranslate();
}

void FilterField::setFilter(const QString &filter)
{
    m_edit.setText(filter);
    onPause();
}

bool FilterField::settle()
{
    onPause();
    return m_problem.text().isEmpty();
}

void FilterField::focus()
{
    m_edit.setFocus(Qt::ShortcutFocusReason);
    m_edit.selectAll();
}

void FilterField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        onPause();
    QWidget::changeEvent(event);
}

void FilterField::onEdited()
{
    m_pause.start();
    complete();
}

void FilterField::onPause()
{
    m_pause.stop();
    const QString text = m_edit.text().trimmed();
    const auto filter = Filter::parse(text.toUtf8(), m_fields);
    m_problem.setVisible(!filter);
    if (!filter) {
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, palette()));
        m_problem.setPalette(colors);
        const auto column = filter.error().column;
        const QString sentence = QString::fromUtf8(filter.error().message);
        m_problem.setText(column ? tr("At character %1: %2").arg(*column).arg(sentence) : sentence);
        return;
    }
    m_problem.clear();
    if (std::exchange(m_filter, text) != text)
        Q_EMIT filterChanged(text);
}

void FilterField::setExample(const QString &example)
{
    m_example = example;
    retranslate();
}

void FilterField::retranslate()
{
    m_edit.setPlaceholderText(m_example.isEmpty() ? tr("Filter, for example role:agent age:>1h") : m_example);
    m_edit.setAccessibleName(tr("Filter"));
    m_edit.setToolTip(tr("field:value, ranges 10..20, comparisons age:>1h, networks ip:10.0.0.0/8, - to turn round, free text"));
}

void FilterField::complete()
{
    const QString before = m_edit.text().left(m_edit.cursorPosition());
    const QString word = before.mid(before.lastIndexOf(QLatin1Char(' ')) + 1);
    const QStringList found = word.isEmpty() ? QStringList() : proposals(word);
    m_words.setStringList(found);
    if (found.isEmpty() || (found.size() == 1 && found.front() == word))
        m_completer.popup()->hide();
    else
        m_completer.complete();
}

// A field's beginning gives the fields, a field with its colon the words it may hold.
QStringList FilterField::proposals(const QString &typed) const
{
    const QString sign = typed.startsWith(QLatin1Char('-')) ? QStringLiteral("-") : QString();
    const QString word = typed.mid(sign.size());
    QStringList found;
    for (const Field &field : m_fields) {
        const QString name = latin1(field.name) + QLatin1Char(':');
        if (name.startsWith(word) && name != word)
            found << sign + name;
        for (const std::string_view each : field.words) {
            const QString whole = name + latin1(each);
            if (word.startsWith(name) && whole.startsWith(word))
                found << sign + whole;
        }
    }
    return found;
}

} // namespace conversa::console
