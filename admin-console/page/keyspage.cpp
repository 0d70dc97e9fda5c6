// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/keyspage.h"

#include "page/confirm.h"
#include "page/keydialog.h"
#include "page/looks.h"
#include "page/secretdialog.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLocale>

namespace conversa::console {

namespace {

const QString keysPath = QStringLiteral("/api/v1/auth/api-keys/");

QString idText(const KeyRow &key)
{
    return QString::fromLatin1(key.id.toByteArray());
}

} // namespace

KeysPage::KeysPage(LiveState &live, QWidget *parent)
    : KeysPage(live, new KeyTable(live.rest()), parent)
{
}

KeysPage::KeysPage(LiveState &live, KeyTable *keys, QWidget *parent)
    : TablePage(live, *keys,
          { QStringLiteral("name"), QStringLiteral("state"), QStringLiteral("tenant"), QStringLiteral("role"), QStringLiteral("user_name"), QStringLiteral("id"), QStringLiteral("created"), QStringLiteral("expires"), QStringLiteral("revoked") },
          Access::Admin, parent)
    , m_keys(*keys)
{
    adopt(*keys);
    setObjectName(QStringLiteral("keys"));
    const std::pair<QPushButton *, const char *> buttons[] = { { &m_create, "createKey" }, { &m_rotate, "rotateKey" }, { &m_revoke, "revokeKey" } };
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QLatin1String(name));
        button->setMinimumHeight(controlHeight);
        pane().actions()->addWidget(button, 0, Qt::AlignTop);
    }
    pane().setWidths({ 170, 120, 90, 110, 150, 96, 130, 130 });
    connect(&m_create, &QPushButton::clicked, this, &KeysPage::onCreate);
    connect(&m_rotate, &QPushButton::clicked, this, &KeysPage::onRotate);
    connect(&m_revoke, &QPushButton::clicked, this, &KeysPage::onRevoke);
    connect(&pane(), &TablePane::selectionChanged, this, &KeysPage::onSelected);
    connect(&m_keys, &RowTable::totalChanged, this, &KeysPage::onSelected);
    build();
    retranslate();
    onSelected();
}

void KeysPage::lookFor(const QString &what)
{
    TablePage::lookFor(KeyId::parse(what.toStdString()) ? QStringLiteral("id:") + what : what);
}

StateText KeysPage::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("There are no API keys yet."), tr("Agents, programs and websites each come in with a key of their own, so that one can be taken away without the others."), tr("&New key …") };
}

void KeysPage::retranslate()
{
    m_create.setText(tr("&New key …"));
    m_rotate.setText(tr("&Replace …"));
    m_rotate.setToolTip(tr("Makes a new key for the same user; the old one is good for a while yet."));
    m_revoke.setText(tr("Re&voke …"));
    TablePage::retranslate();
}

void KeysPage::onCreate()
{
    auto *dialog = new KeyDialog(live().access() == Access::Operator, this);
    connect(dialog, &KeyDialog::createRequested, this, [this, dialog] {
        const QJsonObject body = dialog->body();
        live().rest().ask<QJsonObject>(postJson(QStringLiteral("/api/v1/auth/api-key"), body), readJsonObject, dialog, [this, dialog, body](const Answer<QJsonObject> &answer) {
            if (!answer)
                return dialog->setFailure(answer.failure());
            dialog->accept();
            showSecret(body[QLatin1String("name")].toString(), *answer);
        });
    });
    dialog->open();
}

void KeysPage::onRotate()
{
    const KeyRow *key = selectedKey();
    if (!key)
        return;
    const QStringList texts{ tr("not any longer"), tr("for one hour"), tr("for one day"), tr("for a week") };
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("rotateDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Replace the key"));
    dialog->setLabelText(tr("A new key for the same user takes its place. The &old one is good:"));
    dialog->setOkButtonText(tr("&Replace"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setComboBoxItems(texts);
    dialog->setTextValue(texts[1]);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, key = *key, texts](const QString &chosen) {
        const qint64 overlapMs[] = { 0, 3'600'000, 86'400'000, 604'800'000 };
        const QJsonObject body{ { QStringLiteral("overlap_ms"), overlapMs[std::max<qsizetype>(0, texts.indexOf(chosen))] } };
        order(postJson(keysPath + idText(key) + QStringLiteral("/rotate"), body), [this, key](const QJsonObject &made) { showSecret(QString::fromUtf8(key.name), made); });
    });
    dialog->open();
}

// How many connections end with it, the server says.
void KeysPage::onRevoke()
{
    const KeyRow *key = selectedKey();
    if (!key)
        return;
    RestRequest request{ QStringLiteral("/api/v1/admin/connections") };
    request.query.addQueryItem(QStringLiteral("filter"), QStringLiteral("key:") + idText(*key));
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    order(std::move(request), [this, key = *key](const QJsonObject &found) { askToRevoke(key, found[QLatin1String("total")].toInteger()); });
}

void KeysPage::onSelected()
{
    const KeyRow *key = selectedKey();
    const KeyState state = key ? key->state(QDateTime::currentMSecsSinceEpoch()) : KeyState::Revoked;
    m_revoke.setEnabled(state != KeyState::Revoked);
    m_rotate.setEnabled(state == KeyState::Good || state == KeyState::Expiring);
}

const KeyRow *KeysPage::selectedKey()
{
    const QList<int> rows = pane().selectedRows();
    return rows.size() == 1 ? m_keys.row(rows.front()) : nullptr;
}

void KeysPage::askToRevoke(const KeyRow &key, qint64 connections)
{
    const QString name = QString::fromUtf8(key.name);
    const QString what = connections > 0 ? tr("The key \"%1\" of the tenant %2 opens no door any more, for ever, and %n connection(s) that came in with it end.", nullptr, int(connections))
                                         : tr("The key \"%1\" of the tenant %2 opens no door any more, for ever. No connection came in with it.");
    const QString button = connections > 0 ? tr("&Revoke and disconnect %n connection(s)", nullptr, int(connections)) : tr("&Revoke");
    confirm(this, { tr("Revoke the key"), what.arg(name, QString::fromUtf8(key.tenant)), button, connections }, [this, key, name] {
        order({ keysPath + idText(key), {}, "DELETE" }, [this, name](const QJsonObject &) {
            m_keys.refresh();
            Q_EMIT remarked(tr("The key \"%1\" is revoked.").arg(name));
        });
    });
}

void KeysPage::showSecret(const QString &name, const QJsonObject &made)
{
    m_keys.refresh();
    auto *dialog = new SecretDialog(name, made[QLatin1String("key")].toString().toLatin1(), this);
    dialog->open();
}

} // namespace conversa::console
