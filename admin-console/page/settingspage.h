// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/settings.h"
#include "page/page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

#include <array>

namespace conversa::console {

// Everything a person can choose, in effect at once. Owned by the window.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    // `settings` outlives it.
    explicit SettingsPage(Settings &settings, QWidget *parent = nullptr);

    QString title() const override { return tr("Settings"); }
    QString iconName() const override { return QStringLiteral("settings"); }

protected:
    void retranslate() override;

private Q_SLOTS:
    void load();
    void onReset();
    void onCopyDiagnostics();

private:
    enum Heading { ViewHeading, NoticeHeading, DataHeading, PrivacyHeading, HelpHeading };
    static constexpr size_t HeadingCount = 5;
    static constexpr size_t LabelCount = 6;

    QWidget *build();
    QFormLayout *addGroup(QVBoxLayout &column, Heading heading);
    void addRow(QFormLayout &form, size_t label, QWidget &field, const QString &name);
    void connectFields();
    void retranslateChoices();

    Settings &m_settings;
    QScrollArea m_scroll; // around all that follows, which goes first
    std::array<QLabel, HeadingCount> m_headings;
    std::array<QLabel, LabelCount> m_labels;
    QComboBox m_look;
    QComboBox m_language;
    QComboBox m_density;
    std::array<QCheckBox, NoticeCount> m_notices;
    QSpinBox m_frames;
    QSpinBox m_logRows;
    QComboBox m_format;
    QCheckBox m_texts;
    QCheckBox m_people;
    QLabel m_privacyNote;
    QPushButton m_copy;
    QPushButton m_reset;
};

} // namespace conversa::console
