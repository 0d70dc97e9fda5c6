// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>

namespace conversa::console {

enum class Look { System, Light, Dark, HighContrast };
enum class Density { Comfortable, Compact };
enum class ExportFormat { Csv, Json };

// What the desktop may be told of, each with a switch of its own.
enum class Notice { Message, ConnectionLost, Security, NodeSilent };
constexpr int NoticeCount = 4;

// What this person has chosen, kept in QSettings: never a secret, nor an address. A value that is out of its range counts
// as not chosen. Lives in the GUI thread, owned by main(); several may exist and see the same values.
class Settings : public QObject
{
    Q_OBJECT

public:
    static constexpr int LeastKept = 1'000;
    static constexpr int MostFrames = 1'000'000;
    static constexpr int MostLogRows = 1'000'000;

    explicit Settings(QObject *parent = nullptr);

    Look look() const;
    void setLook(Look look);
    // "en", "pt_BR", "es"; empty: the system's.
    QString language() const;
    void setLanguage(const QString &language);
    Density density() const;
    void setDensity(Density density);
    bool notifies(Notice notice) const;
    void setNotifies(Notice notice, bool isOn);
    // Rows that the frame inspector and the log keep; older ones fall out.
    int framesKept() const;
    void setFramesKept(int count);
    int logRowsKept() const;
    void setLogRowsKept(int count);
    ExportFormat exportFormat() const;
    void setExportFormat(ExportFormat format);
    // Texts of messages, and names of people, are left out of notices on the desktop.
    bool masksTexts() const;
    void setMasksTexts(bool isOn);
    bool masksPeople() const;
    void setMasksPeople(bool isOn);

    // All of the above as it was in the beginning; profiles and places of windows stay.
    void reset();

Q_SIGNALS:
    void changed();

private:
    int number(const QString &name, int least, int most, int otherwise) const;
    bool flag(const QString &name, bool otherwise) const;
    void set(const QString &name, const QVariant &value);

    QSettings m_settings;
};

} // namespace conversa::console
