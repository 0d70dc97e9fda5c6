// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/keyfield.h"

#include "model/keychain.h"
#include "page/looks.h"

#include <QEvent>
#include <QGridLayout>

namespace conversa::console {

namespace {
constexpr int MemoryWidth = 160;
}

KeyField::KeyField(QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setSpacing(8);
    grid->addWidget(&m_edit, 0, 0, 1, 2);
    grid->addWidget(&m_isKept, 1, 0, 1, 2);
    grid->addWidget(&m_trouble, 2, 0);
    grid->addWidget(&m_memoryOnly, 2, 1, Qt::AlignTop);
    grid->setColumnStretch(0, 1);
    setFocusProxy(&m_edit);
    m_memoryOnly.setMinimumSize(MemoryWidth, controlHeight);
    m_edit.setEchoMode(QLineEdit::Password);
    m_edit.setObjectName(QStringLiteral("key"));
    m_isKept.setObjectName(QStringLiteral("keepKey"));
    m_memoryOnly.setObjectName(QStringLiteral("memoryOnly"));
    m_trouble.setObjectName(QStringLiteral("keychainTrouble"));
    m_trouble.setTextFormat(Qt::PlainText);
    m_trouble.setWordWrap(true);
    m_trouble.hide();
    m_memoryOnly.hide();
    connect(&m_edit, &QLineEdit::textEdited, this, &KeyField::onEdited);
    connect(&m_isKept, &QCheckBox::clicked, this, &KeyField::onPlace);
    connect(&m_memoryOnly, &QPushButton::clicked, this, &KeyField::onMemoryOnly);
    retranslate();
}

void KeyField::setProfile(const Profile &profile)
{
    m_profileId = profile.id;
    m_isKept.setChecked(profile.keyPlace == KeyPlace::Keychain);
    m_trouble.hide();
    m_memoryOnly.hide();
    m_edit.setText(QString::fromUtf8(m_keys.value(m_profileId)));
    if (profile.keyPlace == KeyPlace::Keychain && !m_keys.contains(m_profileId))
        read();
}

void KeyField::setKey(const QByteArray &key)
{
    m_edit.setText(QString::fromUtf8(key));
    onEdited();
}

void KeyField::keep()
{
    m_keys.insert(m_profileId, key());
    if (place() != KeyPlace::Keychain || key().isEmpty())
        return;
    Keychain::write(m_profileId, key(), this, [this, id = m_profileId](const Result<void> &outcome) {
        if (!outcome && id == m_profileId)
            setTrouble(outcome.error());
    });
}

void KeyField::forget(const QString &profileId)
{
    Keychain::remove(profileId, this, [](const Result<void> &) { });
}

void KeyField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void KeyField::onEdited()
{
    m_keys.insert(m_profileId, key());
    Q_EMIT edited();
}

void KeyField::onPlace()
{
    m_trouble.hide();
    m_memoryOnly.hide();
    // What lies in the keychain is not wanted there any more.
    if (place() == KeyPlace::Memory)
        Keychain::remove(m_profileId, this, [](const Result<void> &) { });
    Q_EMIT placeChanged();
}

void KeyField::onMemoryOnly()
{
    m_isKept.setChecked(false);
    m_trouble.hide();
    m_memoryOnly.hide();
    m_edit.setFocus();
    Q_EMIT placeChanged();
}

void KeyField::read()
{
    Keychain::read(m_profileId, this, [this, id = m_profileId](const Result<QByteArray> &key) {
        // Meanwhile another profile may be shown, or the key typed.
        if (id != m_profileId || m_keys.contains(id))
            return;
        if (key) {
            m_keys.insert(id, *key);
            m_edit.setText(QString::fromUtf8(*key));
            Q_EMIT edited();
        } else if (key.error().code != ErrorCode::NotFound) {
            setTrouble(key.error());
        }
    });
}

void KeyField::setTrouble(const Error &error)
{
    m_isDenied = error.code == ErrorCode::Forbidden;
    retranslate();
    m_trouble.show();
    m_memoryOnly.show();
}

void KeyField::retranslate()
{
    m_edit.setPlaceholderText(tr("paste the key"));
    m_isKept.setText(tr("Keep the key in this desktop's key&chain"));
    m_trouble.setText(m_isDenied
            ? tr("The keychain stayed locked. The key can be kept in memory instead: it is gone when the console ends.")
            : tr("No keychain answers on this desktop. The key can be kept in memory instead: it is gone when the console ends."));
    m_memoryOnly.setText(tr("Keep in &memory only"));
}

} // namespace conversa::console
