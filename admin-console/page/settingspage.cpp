// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/settingspage.h"

#include "page/diagnostics.h"
#include "page/looks.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int SettingLabelWidth = 220;
constexpr int SettingWidth = 320;
constexpr int ButtonWidth160 = 160;

// A language is listed under its own name, so that whoever reads only that one finds it.
const QList<std::pair<QString, QString>> OwnNames{
    { QStringLiteral("en"), QStringLiteral("English") },
    { QStringLiteral("pt_BR"), QStringLiteral("Português (Brasil)") },
    { QStringLiteral("es"), QStringLiteral("Español") },
};

void setChoices(QComboBox &box, const QStringList &texts)
{
    const QSignalBlocker blocked(box);
    const int current = box.currentIndex();
    box.clear();
    box.addItems(texts);
    box.setCurrentIndex(current);
}

} // namespace

SettingsPage::SettingsPage(Settings &settings, QWidget *parent)
    : Page(parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("settings"));
    setContent(build());
    retranslate();
    connectFields();
    connect(&m_settings, &Settings::changed, this, &SettingsPage::load);
    load();
    setState(PageState::Ready);
}

QFormLayout *SettingsPage::addGroup(QVBoxLayout &column, Heading heading)
{
    QLabel &label = m_headings[heading];
    makeHeading(label);
    column.addWidget(&label);
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 16);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    column.addLayout(form);
    return form;
}

void SettingsPage::addRow(QFormLayout &form, size_t label, QWidget &field, const QString &name)
{
    field.setObjectName(name);
    field.setFixedSize(SettingWidth, controlHeight);
    m_labels[label].setMinimumSize(SettingLabelWidth, controlHeight);
    m_labels[label].setBuddy(&field);
    form.addRow(&m_labels[label], &field);
}

QWidget *SettingsPage::build()
{
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins({});
    column->setSpacing(8);
    QFormLayout *view = addGroup(*column, ViewHeading);
    addRow(*view, 0, m_look, QStringLiteral("look"));
    addRow(*view, 1, m_language, QStringLiteral("language"));
    addRow(*view, 2, m_density, QStringLiteral("density"));
    QFormLayout *notices = addGroup(*column, NoticeHeading);
    for (size_t i = 0; i < NoticeCount; ++i) {
        m_notices[i].setObjectName(QStringLiteral("notice%1").arg(i));
        notices->addRow(&m_notices[i]);
    }
    QFormLayout *kept = addGroup(*column, DataHeading);
    addRow(*kept, 3, m_frames, QStringLiteral("framesKept"));
    addRow(*kept, 4, m_logRows, QStringLiteral("logRowsKept"));
    addRow(*kept, 5, m_format, QStringLiteral("exportFormat"));
    m_frames.setRange(Settings::LeastKept, Settings::MostFrames);
    m_logRows.setRange(Settings::LeastKept, Settings::MostLogRows);
    for (QSpinBox *box : { &m_frames, &m_logRows }) {
        box->setSingleStep(Settings::LeastKept);
        box->setGroupSeparatorShown(true);
        box->setKeyboardTracking(false);
    }
    QFormLayout *privacy = addGroup(*column, PrivacyHeading);
    m_texts.setObjectName(QStringLiteral("masksTexts"));
    m_people.setObjectName(QStringLiteral("masksPeople"));
    privacy->addRow(&m_texts);
    privacy->addRow(&m_people);
    privacy->addRow(&m_privacyNote);
    m_privacyNote.setForegroundRole(QPalette::PlaceholderText);
    addGroup(*column, HelpHeading);
    auto *buttons = new QHBoxLayout;
    m_copy.setObjectName(QStringLiteral("copyDiagnostics"));
    m_reset.setObjectName(QStringLiteral("reset"));
    for (QPushButton *button : { &m_copy, &m_reset }) {
        button->setMinimumSize(ButtonWidth160, controlHeight);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    m_scroll.setWidget(inner);
    m_scroll.setWidgetResizable(true);
    m_scroll.setFrameShape(QFrame::NoFrame);
    m_scroll.setFocusPolicy(Qt::NoFocus);
    return &m_scroll;
}

void SettingsPage::connectFields()
{
    connect(&m_look, &QComboBox::activated, this, [this](int index) { m_settings.setLook(Look(index)); });
    connect(&m_language, &QComboBox::activated, this,
        [this](int index) { m_settings.setLanguage(index == 0 ? QString() : OwnNames[index - 1].first); });
    connect(&m_density, &QComboBox::activated, this, [this](int index) { m_settings.setDensity(Density(index)); });
    for (size_t i = 0; i < NoticeCount; ++i)
        connect(&m_notices[i], &QCheckBox::clicked, this, [this, i](bool isOn) { m_settings.setNotifies(Notice(i), isOn); });
    connect(&m_frames, &QSpinBox::valueChanged, this, [this](int count) { m_settings.setFramesKept(count); });
    connect(&m_logRows, &QSpinBox::valueChanged, this, [this](int count) { m_settings.setLogRowsKept(count); });
    connect(&m_format, &QComboBox::activated, this, [this](int index) { m_settings.setExportFormat(ExportFormat(index)); });
    connect(&m_texts, &QCheckBox::clicked, this, [this](bool isOn) { m_settings.setMasksTexts(isOn); });
    connect(&m_people, &QCheckBox::clicked, this, [this](bool isOn) { m_settings.setMasksPeople(isOn); });
    connect(&m_copy, &QPushButton::clicked, this, &SettingsPage::onCopyDiagnostics);
    connect(&m_reset, &QPushButton::clicked, this, &SettingsPage::onReset);
}

void SettingsPage::load()
{
    const auto isChosen = [this](const auto &language) { return language.first == m_settings.language(); };
    const auto found = std::find_if(OwnNames.begin(), OwnNames.end(), isChosen);
    const QSignalBlocker frames(m_frames), logRows(m_logRows);
    m_look.setCurrentIndex(int(m_settings.look()));
    m_language.setCurrentIndex(found == OwnNames.end() ? 0 : int(found - OwnNames.begin()) + 1);
    m_density.setCurrentIndex(int(m_settings.density()));
    for (size_t i = 0; i < NoticeCount; ++i)
        m_notices[i].setChecked(m_settings.notifies(Notice(i)));
    m_frames.setValue(m_settings.framesKept());
    m_logRows.setValue(m_settings.logRowsKept());
    m_format.setCurrentIndex(int(m_settings.exportFormat()));
    m_texts.setChecked(m_settings.masksTexts());
    m_people.setChecked(m_settings.masksPeople());
}

void SettingsPage::onReset()
{
    m_settings.reset();
    Q_EMIT remarked(tr("All settings are as they were in the beginning."));
}

void SettingsPage::onCopyDiagnostics()
{
    QGuiApplication::clipboard()->setText(diagnosticsText(m_settings));
    Q_EMIT remarked(tr("Copied. No address, name or key is in it."));
}

void SettingsPage::retranslate()
{
    const std::array headings{ tr("Appearance"), tr("Tell me on the desktop"), tr("Data"), tr("Privacy"), tr("Help") };
    for (size_t i = 0; i < HeadingCount; ++i)
        m_headings[i].setText(headings[i]);
    const std::array labels{ tr("&Look"), tr("Lan&guage"), tr("&Rows of tables"), tr("&Frames kept"), tr("L&og rows kept"),
        tr("E&xport as") };
    for (size_t i = 0; i < LabelCount; ++i)
        m_labels[i].setText(labels[i]);
    const std::array notices{ tr("when a customer &writes"), tr("when the &connection is lost"), tr("of &security events"),
        tr("when a serv&er falls silent") };
    for (size_t i = 0; i < NoticeCount; ++i)
        m_notices[i].setText(notices[i]);
    m_texts.setText(tr("Leave the &texts of messages out of notices"));
    m_people.setText(tr("Leave the names of &people out of notices"));
    m_privacyNote.setText(tr("The desktop may show notices where others look on."));
    m_copy.setText(tr("Copy &diagnostics"));
    m_reset.setText(tr("Reset &all settings"));
    retranslateChoices();
}

void SettingsPage::retranslateChoices()
{
    setChoices(m_look, { tr("as the desktop"), tr("light"), tr("dark"), tr("high contrast") });
    setChoices(m_density, { tr("comfortable"), tr("compact") });
    setChoices(m_format, { QStringLiteral("CSV"), QStringLiteral("JSON") });
    QStringList languages{ tr("as the system") };
    for (const auto &[name, ownName] : OwnNames)
        languages.append(ownName);
    setChoices(m_language, languages);
}

} // namespace conversa::console
