// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/livestate.h"

#include <string_view>
#include <vector>

class QWidget;

namespace conversa::console {

class ChatState;
class ConnectPage;
class Page;
class ProfileStore;
class Settings;

// One page of the window and who sees it.
struct PageEntry
{
    Page *page;
    Access least; // Unknown: also who is not connected
    std::string_view needs = {}; // of the server: one of its features; empty: every server has it
};

// What pages need; all of it outlives them.
struct Surroundings
{
    LiveState &live;
    ChatState &chat;
    ProfileStore &profiles;
    Settings &settings;
};

// All pages in the order of the navigation, the page that connects among them; `window` owns them.
std::vector<PageEntry> makePages(const Surroundings &around, ConnectPage *connectPage, QWidget *window);

// Those that are seen with these rights: who is not connected sees where to connect, and an agent sees the agent's pages, never a
// page that would only say that it is forbidden. What the server does not have has no page.
std::vector<Page *> pagesFor(const std::vector<PageEntry> &pages, const Capabilities &capabilities);

} // namespace conversa::console
