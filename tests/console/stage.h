// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/language.h"
#include "app/mainwindow.h"
#include "app/theme.h"
#include "model/chatstate.h"
#include "model/profilestore.h"
#include "model/settings.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QTabWidget>

#include <memory>
#include <vector>

namespace conversa::test {

// A page as a person may come to see it: itself, or one of its tabs.
struct View
{
    QString name;
    console::Page *page; // of the window
    QTabWidget *tabs = nullptr;
    int tab = 0;

    // What says its state: the tab where that is a page too.
    console::Page *shown() const;
};

// The whole console before a real server with people on it, its settings in a folder of its own. Lives in the test's thread.
class Stage
{
public:
    Stage();
    ~Stage();

    bool startServer();
    // A new key of the server's.
    QByteArray key(const QString &role, const QString &tenant, const QString &person);
    // Sessions in which agents and contacts write, and whoever is connected only.
    bool bringPeople();
    // What agents and contacts write while one looks: `count` messages.
    void talk(int count);
    // One comes and goes and another is refused, of which the log, the events and those against security tell.
    bool knock() const;
    bool connectAs(const QByteArray &key);

    // Every page, whoever may see it.
    std::vector<View> views() const;
    // Turns there and waits until it has more to say than that it loads; false when it does not.
    bool turnTo(const View &view, int patienceMs = 3'000);
    void wear(console::Look look, const QString &language);
    void settle() const;

    QByteArray agentKey() const { return m_agentKey; }
    console::MainWindow &window() { return *m_window; }

    ServerProcess server;
    console::LiveState live;
    console::ChatState chat{ live };

private:
    QString database() const;

    QTemporaryDir m_home;
    console::Language m_language;
    std::unique_ptr<console::ProfileStore> m_profiles;
    std::unique_ptr<console::Settings> m_settings;
    std::unique_ptr<console::Theme> m_theme;
    std::unique_ptr<console::MainWindow> m_window;
    QByteArray m_agentKey;
    std::vector<std::unique_ptr<WsClient>> m_people;
    std::vector<std::pair<QByteArray, QByteArray>> m_rooms; // session and contact
    size_t m_spoken = 0; // messages
};

} // namespace conversa::test
