// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/keydialog.h"

#include "page/looks.h"
#include "page/problemtext.h"
#include "page/signs.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QRegularExpression>

namespace conversa::console {

namespace {

constexpr int keyFieldWidth = 380;

} // namespace

KeyDialog::KeyDialog(bool forAnyTenant, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("keyDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New API key"));
    m_role.addItem(tr("agent: writes in every session of the tenant"), QStringLiteral("agent"));
    m_role.addItem(tr("contact: one contact in its own session"), QStringLiteral("contact"));
    m_role.addItem(tr("service: a program that brings messages in"), QStringLiteral("service"));
    m_role.addItem(tr("administrator: sees and steers the tenant"), QStringLiteral("admin"));
    for (const int days : { 7, 30, defaultDays, 365 })
        m_expiry.addItem(tr("in %n day(s)", nullptr, days), days);
    m_expiry.addItem(tr("never"), 0);
    m_expiry.setCurrentIndex(m_expiry.findData(defaultDays));
    build(forAnyTenant);
    connect(&m_role, &QComboBox::currentIndexChanged, this, &KeyDialog::onRoleChanged);
    connect(&m_name, &QLineEdit::textChanged, this, [this](const QString &name) { m_create->setEnabled(!name.trimmed().isEmpty()); });
    onRoleChanged();
}

QJsonObject KeyDialog::body() const
{
    QJsonObject body{ { QStringLiteral("name"), m_name.text().trimmed() }, { QStringLiteral("role"), role() } };
    const auto add = [&](const char *key, const QLineEdit &field) {
        if (field.isEnabled() && !field.text().trimmed().isEmpty())
            body.insert(QLatin1String(key), field.text().trimmed());
    };
    add("tenant", m_tenant);
    add("user_name", m_user);
    add("contact_id", m_contact);
    const QStringList sessions = m_sessions.text().split(QRegularExpression(QStringLiteral("[\\s,;]+")), Qt::SkipEmptyParts);
    if (!sessions.isEmpty())
        body.insert(QStringLiteral("session_ids"), QJsonArray::fromStringList(sessions));
    if (const int days = m_expiry.currentData().toInt(); days > 0)
        body.insert(QStringLiteral("expires_at"), QDateTime::currentDateTimeUtc().addDays(days).toString(Qt::ISODateWithMs));
    return body;
}

void KeyDialog::setFailure(const Failure &failure)
{
    m_create->setEnabled(true);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, palette()));
    m_problem.setPalette(colors);
    m_problem.setText(failureText(failure));
    m_problem.show();
}

void KeyDialog::onRoleChanged()
{
    const bool isContact = role() == QLatin1String("contact");
    m_contact.setEnabled(isContact);
    m_contactLabel->setEnabled(isContact);
}

void KeyDialog::onCreate()
{
    m_problem.hide();
    m_create->setEnabled(false);
    Q_EMIT createRequested();
}

void KeyDialog::build(bool forAnyTenant)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(16);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRow(*form, tr("&Name"), m_name, "name");
    addRow(*form, tr("&Role"), m_role, "role");
    addRow(*form, tr("&Tenant"), m_tenant, "tenant");
    form->setRowVisible(&m_tenant, forAnyTenant);
    m_tenant.setEnabled(forAnyTenant);
    addRow(*form, tr("&User name"), m_user, "userName");
    addRow(*form, tr("&Contact"), m_contact, "contact");
    m_contactLabel = qobject_cast<QLabel *>(form->labelForField(&m_contact));
    addRow(*form, tr("Only in &sessions"), m_sessions, "sessions");
    addRow(*form, tr("&Expires"), m_expiry, "expiry");
    m_name.setPlaceholderText(tr("what it is for: Maria's desk"));
    m_tenant.setPlaceholderText(tr("your own; * makes an operator's key"));
    m_user.setPlaceholderText(tr("as others see it; by default the name"));
    m_contact.setPlaceholderText(tr("the contact's id"));
    m_sessions.setPlaceholderText(tr("all; or their ids, a blank between"));
    column->addLayout(form);
    m_problem.setObjectName(QStringLiteral("problem"));
    m_problem.setTextFormat(Qt::PlainText);
    m_problem.setWordWrap(true);
    m_problem.hide();
    column->addWidget(&m_problem);
    auto *buttons = new QDialogButtonBox;
    m_create = buttons->addButton(tr("&Make key"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(QStringLiteral("create"));
    m_create->setEnabled(false);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(QStringLiteral("cancel"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &KeyDialog::onCreate);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void KeyDialog::addRow(QFormLayout &form, const QString &text, QWidget &field, const char *name)
{
    field.setObjectName(QLatin1String(name));
    field.setMinimumHeight(controlHeight);
    field.setMinimumWidth(keyFieldWidth);
    if (auto *edit = qobject_cast<QLineEdit *>(&field))
        edit->setTextMargins(6, 0, 6, 0);
    form.addRow(text, &field);
    form.labelForField(&field)->setMinimumHeight(controlHeight);
}

} // namespace conversa::console
