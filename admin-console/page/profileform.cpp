// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/profileform.h"

#include "model/serveraddress.h"
#include "page/looks.h"
#include "page/signs.h"

#include <QEvent>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int FieldInset = 6;
constexpr int LabelWidth = 170;

enum Label { NameLabel, GroupLabel, TagLabel, AddressLabel, KeyLabel, CaLabel, CertificateLabel, KeyFileLabel, PinLabel, TimeoutLabel };

QFormLayout *newForm()
{
    auto *form = new QFormLayout;
    form->setContentsMargins({});
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

void makeNote(QLabel &note, const QString &name)
{
    note.setObjectName(name);
    note.setTextFormat(Qt::PlainText);
    note.setWordWrap(true);
    note.hide();
}

void setNote(QLabel &note, const QString &text, Tone tone)
{
    QPalette palette = note.parentWidget()->palette();
    palette.setColor(QPalette::WindowText, toneColor(tone, palette));
    note.setPalette(palette);
    note.setText(text);
    note.setVisible(!text.isEmpty());
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QWidget(parent)
    , m_fields(newForm())
    , m_more(newForm())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addLayout(m_fields);
    column->addWidget(&m_advanced, 0, Qt::AlignLeft);
    column->addWidget(&m_advancedArea);
    m_advancedArea.setLayout(m_more);
    m_advancedArea.hide();
    m_advanced.setCheckable(true);
    m_advanced.setAutoRaise(true);
    m_advanced.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_advanced.setArrowType(Qt::RightArrow);
    m_advanced.setObjectName(QStringLiteral("advanced"));
    buildFields();
    buildAdvanced();
    nameFields();
    connect(&m_advanced, &QToolButton::toggled, this, &ProfileForm::onAdvanced);
    connect(&m_tag, &QComboBox::activated, this, &ProfileForm::onEdited);
    connect(&m_timeout, &QSpinBox::valueChanged, this, &ProfileForm::onEdited);
    connect(&m_key, &KeyField::placeChanged, this, &ProfileForm::onEdited);
    for (FileField *file : { &m_caFile, &m_certificateFile, &m_keyFile })
        connect(file, &FileField::edited, this, &ProfileForm::onEdited);
    retranslate();
}

void ProfileForm::prepare(QLineEdit &edit, const QString &name)
{
    edit.setObjectName(name);
    edit.setMinimumHeight(controlHeight);
    edit.setTextMargins(FieldInset, 0, FieldInset, 0);
    connect(&edit, &QLineEdit::textEdited, this, &ProfileForm::onEdited);
    connect(&edit, &QLineEdit::returnPressed, this, &ProfileForm::submitted);
}

void ProfileForm::buildFields()
{
    prepare(m_address, QStringLiteral("address"));
    prepare(m_name, QStringLiteral("name"));
    prepare(m_group, QStringLiteral("group"));
    m_key.edit().setMinimumHeight(controlHeight);
    m_key.edit().setTextMargins(FieldInset, 0, FieldInset, 0);
    connect(&m_key.edit(), &QLineEdit::returnPressed, this, &ProfileForm::submitted);
    m_tag.setObjectName(QStringLiteral("tag"));
    m_tag.setMinimumHeight(controlHeight);
    m_address.setPlaceholderText(QStringLiteral("https://chat.example.org"));
    makeNote(m_addressNote, QStringLiteral("addressNote"));
    auto *address = new QVBoxLayout;
    address->setSpacing(4);
    address->addWidget(&m_address);
    address->addWidget(&m_addressNote);
    m_fields->addRow(&m_labels[AddressLabel], address);
    m_fields->addRow(&m_labels[KeyLabel], &m_key);
    m_fields->addRow(&m_labels[NameLabel], &m_name);
    m_fields->addRow(&m_labels[GroupLabel], &m_group);
    m_fields->addRow(&m_labels[TagLabel], &m_tag);
}

void ProfileForm::buildAdvanced()
{
    prepare(m_caFile.edit(), QStringLiteral("caFile"));
    prepare(m_certificateFile.edit(), QStringLiteral("certificateFile"));
    prepare(m_keyFile.edit(), QStringLiteral("keyFile"));
    prepare(m_pin, QStringLiteral("pin"));
    m_pin.setPlaceholderText(QStringLiteral("sha256//…"));
    m_timeout.setObjectName(QStringLiteral("timeout"));
    m_timeout.setMinimumHeight(controlHeight);
    m_timeout.setRange(LeastTimeoutSeconds, MostTimeoutSeconds);
    makeNote(m_advancedNote, QStringLiteral("advancedNote"));
    m_more->addRow(&m_labels[CaLabel], &m_caFile);
    m_more->addRow(&m_labels[CertificateLabel], &m_certificateFile);
    m_more->addRow(&m_labels[KeyFileLabel], &m_keyFile);
    m_more->addRow(&m_labels[PinLabel], &m_pin);
    m_more->addRow(&m_labels[TimeoutLabel], &m_timeout);
    m_more->addRow(&m_advancedNote);
}

// Both forms have their fields in one line, and each label stands at the middle of its field.
void ProfileForm::nameFields()
{
    const std::array<QWidget *, FieldCount> fields{ &m_name, &m_group, &m_tag, &m_address, &m_key.edit(), &m_caFile.edit(),
        &m_certificateFile.edit(), &m_keyFile.edit(), &m_pin, &m_timeout };
    for (size_t i = 0; i < FieldCount; ++i) {
        m_labels[i].setBuddy(fields[i]);
        m_labels[i].setTextFormat(Qt::PlainText);
        m_labels[i].setMinimumSize(LabelWidth, controlHeight);
    }
}

void ProfileForm::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_badFile.clear();
    m_name.setText(profile.name);
    m_group.setText(profile.group);
    m_tag.setCurrentIndex(int(profile.tag));
    m_address.setText(profile.address.toString());
    m_caFile.setName(profile.caFile);
    m_certificateFile.setName(profile.certificateFile);
    m_keyFile.setName(profile.keyFile);
    m_pin.setText(profile.pin ? profile.pin->text() : QString());
    const QSignalBlocker blocked(m_timeout);
    m_timeout.setValue(profile.timeoutSeconds);
    m_key.setProfile(profile);
    showProblems();
}

Result<Profile> ProfileForm::profile() const
{
    const auto address = parseServerAddress(m_address.text());
    if (!address)
        return address.error();
    Profile profile = m_profile;
    profile.address = *address;
    profile.name = m_name.text().trimmed().isEmpty() ? address->host() : m_name.text().trimmed();
    profile.group = m_group.text().trimmed();
    profile.tag = ColorTag(m_tag.currentIndex());
    profile.keyPlace = m_key.place();
    profile.caFile = m_caFile.name();
    profile.certificateFile = m_certificateFile.name();
    profile.keyFile = m_keyFile.name();
    profile.timeoutSeconds = m_timeout.value();
    if (m_pin.text().trimmed().isEmpty()) {
        profile.pin.reset();
        profile.pinnedCertificate.clear();
        return profile;
    }
    const auto pin = Pin::parse(m_pin.text());
    if (!pin)
        return pin.error();
    if (profile.pin != *pin)
        profile.pinnedCertificate.clear();
    profile.pin = *pin;
    return profile;
}

void ProfileForm::focusAddress()
{
    m_address.setFocus();
    m_address.selectAll();
}

void ProfileForm::setFileProblem(const QByteArray &field)
{
    m_badFile = field;
    m_advanced.setChecked(true);
    showProblems();
}

void ProfileForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        showProblems();
    QWidget::changeEvent(event);
}

void ProfileForm::onEdited()
{
    m_badFile.clear();
    showProblems();
    Q_EMIT edited();
}

void ProfileForm::onAdvanced(bool isOpen)
{
    m_advanced.setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_advancedArea.setVisible(isOpen);
}

void ProfileForm::showProblems()
{
    const auto address = parseServerAddress(m_address.text());
    if (!address && !m_address.text().trimmed().isEmpty())
        setNote(m_addressNote, tr("Write it like https://chat.example.org or http://localhost:8080."), Tone::Bad);
    else if (address && isReadableOnTheWay(*address))
        setNote(m_addressNote, tr("Not encrypted: everybody on the way can read the key and the messages."), Tone::Warning);
    else
        setNote(m_addressNote, {}, Tone::Quiet);
    const QString pin = m_pin.text().trimmed();
    if (!pin.isEmpty() && !Pin::parse(pin))
        setNote(m_advancedNote, tr("A fingerprint has 64 hex digits; a public key is written sha256// and 44 signs."), Tone::Bad);
    else if (m_badFile == "ca_file" || m_badFile == "certificate_file")
        setNote(m_advancedNote, tr("This file holds no certificate that can be read: %1").arg(m_badFile == "ca_file" ? m_caFile.name() : m_certificateFile.name()), Tone::Bad);
    else if (m_badFile == "key_file")
        setNote(m_advancedNote, tr("This file holds no key that can be read without a passphrase: %1").arg(m_keyFile.name()), Tone::Bad);
    else
        setNote(m_advancedNote, {}, Tone::Quiet);
}

void ProfileForm::retranslate()
{
    m_labels[AddressLabel].setText(tr("Server &address"));
    m_labels[KeyLabel].setText(tr("Access &key"));
    m_labels[NameLabel].setText(tr("&Name"));
    m_labels[GroupLabel].setText(tr("&Group"));
    m_labels[TagLabel].setText(tr("U&sed for"));
    m_labels[CaLabel].setText(tr("File of the a&uthority"));
    m_labels[CertificateLabel].setText(tr("&Own certificate"));
    m_labels[KeyFileLabel].setText(tr("Key of the own certificat&e"));
    m_labels[PinLabel].setText(tr("&Pinned certificate or key"));
    m_labels[TimeoutLabel].setText(tr("Give up a&fter"));
    m_timeout.setSuffix(tr(" s"));
    // Where a field is inside another widget its buddy does not name it.
    for (const QLabel &label : m_labels)
        label.buddy()->setAccessibleName(QString(label.text()).remove(u'&'));
    m_name.setPlaceholderText(tr("as the server is called"));
    m_group.setPlaceholderText(tr("none"));
    m_advanced.setText(tr("Cert&ificates and timeouts"));
    retranslateTags();
    showProblems();
}

void ProfileForm::retranslateTags()
{
    const QSignalBlocker blocked(m_tag);
    const int current = m_tag.currentIndex();
    m_tag.clear();
    m_tag.addItems({ tr("not said"), tr("development"), tr("testing"), tr("production (red frame)") });
    m_tag.setCurrentIndex(qMax(current, 0));
}

} // namespace conversa::console
