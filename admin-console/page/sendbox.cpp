// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/sendbox.h"

#include "page/looks.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QSettings>

namespace conversa::console {

namespace {

const QString savedGroup = QStringLiteral("frames/saved");

// Bytes typed as hexadecimal digits, blanks between them; nothing for what is none.
std::optional<QByteArray> hexBytes(const QString &typed)
{
    const QByteArray digits = QString(typed).remove(QLatin1Char(' ')).remove(QLatin1Char('\n')).toLatin1();
    const QByteArray bytes = QByteArray::fromHex(digits);
    return bytes.toHex() == digits.toLower() ? std::optional(bytes) : std::nullopt;
}

} // namespace

SendBox::SendBox(RawConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    build();
    connect(&m_send, &QPushButton::clicked, this, &SendBox::onSend);
    connect(&m_repeat, &QCheckBox::toggled, this, &SendBox::onRepeat);
    connect(&m_seconds, &QSpinBox::valueChanged, this, &SendBox::onRepeat);
    connect(&m_timer, &QTimer::timeout, this, &SendBox::onSend);
    connect(&m_save, &QPushButton::clicked, this, &SendBox::onSave);
    connect(&m_remove, &QPushButton::clicked, this, &SendBox::onRemove);
    connect(&m_saved, &QComboBox::activated, this, &SendBox::onChosen);
    connect(&connection, &RawConnection::stateChanged, this, &SendBox::onState);
    retranslate();
    onState();
}

void SendBox::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(8);
    upper->addWidget(&m_kind);
    m_saved.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // names may be long
    m_saved.setMinimumContentsLength(16);
    upper->addWidget(&m_saved, 1);
    upper->addWidget(&m_save);
    upper->addWidget(&m_remove);
    column->addLayout(upper);
    m_edit.setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit.setTabChangesFocus(true);
    m_edit.setMinimumHeight(56);
    column->addWidget(&m_edit, 1);
    m_note.setTextFormat(Qt::PlainText);
    m_note.setWordWrap(true);
    column->addWidget(&m_note);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(8);
    m_seconds.setRange(1, 3'600);
    m_seconds.setValue(5);
    lower->addStretch();
    lower->addWidget(&m_repeat);
    lower->addWidget(&m_seconds);
    lower->addWidget(&m_send);
    column->addLayout(lower);
    const auto name = [](QWidget &widget, const char *what) {
        widget.setObjectName(QLatin1String(what));
        widget.setMinimumHeight(controlHeight);
    };
    name(m_kind, "frameKind");
    name(m_saved, "savedFrames");
    name(m_save, "saveFrame");
    name(m_remove, "removeFrame");
    name(m_repeat, "repeatFrame");
    name(m_seconds, "repeatSeconds");
    name(m_send, "sendFrame");
    m_edit.setObjectName(QStringLiteral("frameToSend"));
}

void SendBox::onState()
{
    const bool isOpen = m_connection.state() == RawSocket::State::Open;
    m_send.setEnabled(isOpen);
    m_repeat.setEnabled(isOpen);
    if (!isOpen)
        m_repeat.setChecked(false);
    say(isOpen ? QString() : tr("Open an own connection to send frames."));
}

void SendBox::onSend()
{
    if (!sendAs(Kind(m_kind.currentIndex()), m_edit.toPlainText())) {
        m_repeat.setChecked(false);
        say(tr("These are no hexadecimal digits."));
        return;
    }
    say({});
}

bool SendBox::sendAs(Kind kind, const QString &typed)
{
    switch (kind) {
    case Text:
        m_connection.send({ .opcode = Opcode::Text, .payload = typed.toUtf8() });
        return true;
    case Ping:
        m_connection.send({ .opcode = Opcode::Ping, .payload = typed.toUtf8() });
        return true;
    case Pong:
        m_connection.send({ .opcode = Opcode::Pong, .payload = typed.toUtf8() });
        return true;
    case Close:
        m_connection.send(closeFrame(typed.section(QLatin1Char(' '), 0, 0).toUShort(), typed.section(QLatin1Char(' '), 1).toUtf8()));
        return true;
    case Binary:
    case Malformed:
    case Kinds:
        break;
    }
    const auto bytes = hexBytes(typed);
    if (!bytes)
        return false;
    if (kind == Binary)
        m_connection.send({ .opcode = Opcode::Binary, .payload = *bytes });
    else
        m_connection.sendBytes(*bytes);
    return true;
}

void SendBox::onRepeat()
{
    if (m_repeat.isChecked())
        m_timer.start(m_seconds.value() * 1'000);
    else
        m_timer.stop();
}

void SendBox::onSave()
{
    const QString text = m_edit.toPlainText();
    const bool hasSecret = (!m_secret.isEmpty() && text.toUtf8().contains(m_secret)) || text.contains(QLatin1String("\"token\""));
    if (hasSecret)
        return say(tr("A text with a key in it is not kept."));
    bool isGiven = false;
    QString name = QInputDialog::getText(this, tr("Keep this frame"), tr("Name (folder/name groups them):"), QLineEdit::Normal, {}, &isGiven).simplified();
    if (!isGiven || name.isEmpty() || m_saved.count() > mostSaved)
        return;
    QSettings settings;
    settings.beginGroup(savedGroup);
    settings.setValue(name.left(80), QStringList{ QString::number(m_kind.currentIndex()), text });
    fillSaved();
    m_saved.setCurrentText(name.left(80));
}

void SendBox::onRemove()
{
    QSettings settings;
    settings.beginGroup(savedGroup);
    if (m_saved.currentIndex() > 0)
        settings.remove(m_saved.currentText());
    fillSaved();
}

void SendBox::onChosen(int index)
{
    QSettings settings;
    settings.beginGroup(savedGroup);
    const QStringList kept = settings.value(m_saved.itemText(index)).toStringList();
    if (index == 0 || kept.size() != 2)
        return;
    m_kind.setCurrentIndex(kept[0].toInt());
    m_edit.setPlainText(kept[1]);
}

void SendBox::fillSaved()
{
    QSettings settings;
    settings.beginGroup(savedGroup);
    m_saved.clear();
    m_saved.addItem(tr("Kept frames"));
    m_saved.addItems(settings.allKeys());
}

void SendBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SendBox::retranslate()
{
    const int kind = std::max(m_kind.currentIndex(), 0);
    m_kind.clear();
    m_kind.addItems({ tr("Text"), tr("Binary (hex)"), tr("Ping"), tr("Pong"), tr("Close (code reason)"), tr("Raw bytes (hex)") });
    m_kind.setCurrentIndex(kind);
    m_kind.setAccessibleName(tr("Kind of frame"));
    m_saved.setAccessibleName(tr("Kept frames"));
    m_edit.setAccessibleName(tr("Content of the frame"));
    m_edit.setPlaceholderText(QStringLiteral("{\"type\":\"ping\",\"request_id\":\"1\"}"));
    m_seconds.setAccessibleName(tr("Seconds between two"));
    m_seconds.setSuffix(tr(" s"));
    m_repeat.setText(tr("&Repeat every"));
    m_save.setText(tr("&Keep…"));
    m_remove.setText(tr("Remo&ve"));
    m_send.setText(tr("&Send"));
    fillSaved();
    onState();
}

} // namespace conversa::console
