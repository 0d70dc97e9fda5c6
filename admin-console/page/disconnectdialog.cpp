// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/disconnectdialog.h"

#include "page/problemtext.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QLocale>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

// Close codes that a person may give (docs/protocol.md, "Close codes").
constexpr int leastCode = 4'000;
constexpr int mostCode = 4'999;
constexpr int defaultCode = 4'503;
constexpr int mostReason = 123; // bytes of a close frame

} // namespace

DisconnectDialog::DisconnectDialog(Rest &rest, DisconnectTarget target, QWidget *parent)
    : QDialog(parent)
    , m_rest(rest)
    , m_target(std::move(target))
    , m_buttons(QDialogButtonBox::Cancel)
    , m_go(m_buttons.addButton(QString(), QDialogButtonBox::AcceptRole))
{
    setObjectName(QStringLiteral("disconnectDialog"));
    setWindowTitle(tr("Disconnect"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(&m_question);
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    auto *code = new QLabel(tr("Close &code"));
    auto *reason = new QLabel(tr("&Reason, which the client sees"));
    code->setBuddy(&m_code);
    reason->setBuddy(&m_reason);
    form->addWidget(code, 0, 0);
    form->addWidget(&m_code, 0, 1, Qt::AlignLeft);
    form->addWidget(reason, 1, 0);
    form->addWidget(&m_reason, 1, 1);
    form->addWidget(&m_typedLabel, 2, 0);
    form->addWidget(&m_typed, 2, 1);
    column->addLayout(form);
    column->addWidget(&m_problem);
    column->addWidget(&m_buttons);
    for (QLabel *label : { &m_question, &m_typedLabel, &m_problem }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_typedLabel.setBuddy(&m_typed);
    m_code.setRange(leastCode, mostCode);
    m_code.setValue(defaultCode);
    m_code.setObjectName(QStringLiteral("code"));
    m_reason.setObjectName(QStringLiteral("reason"));
    m_typed.setObjectName(QStringLiteral("typed"));
    m_go->setObjectName(QStringLiteral("disconnect"));
    m_go->setAutoDefault(false);
    m_buttons.button(QDialogButtonBox::Cancel)->setDefault(true);
    m_buttons.button(QDialogButtonBox::Cancel)->setFocus();
    m_problem.hide();
    connect(&m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &DisconnectDialog::onAccepted);
    connect(&m_typed, &QLineEdit::textChanged, this, &DisconnectDialog::refresh);
    connect(&m_reason, &QLineEdit::textChanged, this, &DisconnectDialog::refresh);
    m_rest.ask<QJsonObject>(request(true), readJsonObject, this, [this](const Answer<QJsonObject> &answer) { onCounted(answer); });
    refresh();
}

void DisconnectDialog::onAccepted()
{
    m_go->setEnabled(false);
    m_rest.ask<QJsonObject>(request(false), readJsonObject, this, [this](const Answer<QJsonObject> &answer) { onDone(answer); });
}

void DisconnectDialog::refresh()
{
    const bool isMany = m_count > typedAbove;
    const QString whose = m_target.filter.isEmpty() ? QString() : m_target.filter + QLatin1Char('\n');
    m_question.setText(whose + (m_count < 0 ? tr("Asking the server how many connections that are …")
                                   : tr("%n connection(s) will be closed. They may come back at once, unless you ban them.", nullptr, int(m_count))));
    m_go->setText(m_count < 0 ? tr("Disconnect") : tr("Disconnect %n connection(s)", nullptr, int(m_count)));
    m_typedLabel.setText(tr("&Type %1 to confirm").arg(QLocale().toString(m_count)));
    m_typedLabel.setVisible(isMany);
    m_typed.setVisible(isMany);
    bool isNumber = false;
    const bool isTyped = !isMany || (QLocale().toLongLong(m_typed.text().trimmed(), &isNumber) == m_count && isNumber);
    m_go->setEnabled(m_count > 0 && isTyped && m_reason.text().toUtf8().size() <= mostReason);
    adjustSize();
}

RestRequest DisconnectDialog::request(bool isDryRun) const
{
    QJsonObject body{ { QStringLiteral("dry_run"), isDryRun }, { QStringLiteral("code"), m_code.value() } };
    if (!m_reason.text().isEmpty())
        body.insert(QStringLiteral("reason"), m_reason.text());
    if (m_target.ids.empty()) {
        body.insert(QStringLiteral("filter"), m_target.filter);
    } else {
        QJsonArray ids;
        for (const Uuid &id : m_target.ids)
            ids.append(QString::fromLatin1(id.toByteArray()));
        body.insert(QStringLiteral("ids"), ids);
    }
    return postJson(QStringLiteral("/api/v1/admin/connections/disconnect"), body);
}

void DisconnectDialog::onCounted(const Answer<QJsonObject> &answer)
{
    if (answer)
        m_count = (*answer)[QLatin1String("matched")].toInteger();
    m_problem.setVisible(!answer);
    if (!answer)
        m_problem.setText(failureText(answer.failure()));
    refresh();
}

void DisconnectDialog::onDone(const Answer<QJsonObject> &answer)
{
    if (answer) {
        Q_EMIT disconnected((*answer)[QLatin1String("disconnected")].toInteger());
        accept();
        return;
    }
    m_problem.setText(failureText(answer.failure()));
    m_problem.show();
    refresh();
}

} // namespace conversa::console
