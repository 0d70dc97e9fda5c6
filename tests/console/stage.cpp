// SPDX-License-Identifier: Apache-2.0
#include "stage.h"

#include "page/page.h"
#include "support/restclient.h"

#include <QSettings>
#include <QStackedWidget>
#include <QTest>

namespace conversa::test {

using namespace console;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Contacts[] = { "Ana Lima", "Bruno Castro", "Carla Dias", "Diego Ramos", "Elena Ortiz", "Fábio Nunes", "Gabriela Reis", "Hugo Prado" };
// Of a contact and an agent in turn.
constexpr const char *Said[] = { "Hello! My order 4711 has not come yet.", "Good morning, I am looking into it.", "Thank you. It was to be here on Monday.",
    "It left our house this morning and arrives tomorrow before noon.", "Great, that works for me!", "Is there anything else I can do for you?",
    "Can I pay the second half by card?", "Of course. I have sent you the link." };

QString idOf(int number)
{
    return u"660e8400-e29b-41d4-a716-%1"_s.arg(number, 12, 10, QLatin1Char('0'));
}

} // namespace

Page *View::shown() const
{
    auto *inner = tabs ? dynamic_cast<Page *>(tabs->widget(tab)) : nullptr;
    return inner ? inner : page;
}

Stage::Stage()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.path());
    QCoreApplication::setOrganizationName(u"conversa"_s);
    QCoreApplication::setApplicationName(u"conversa-console"_s);
    m_profiles = std::make_unique<ProfileStore>();
    m_settings = std::make_unique<Settings>();
    m_settings->setLanguage(u"en"_s);
    m_settings->setLook(Look::Light);
    m_theme = std::make_unique<Theme>();
    m_window = std::make_unique<MainWindow>(Surroundings{ live, chat, *m_profiles, *m_settings }, m_language, *m_theme);
    m_window->show();
}

Stage::~Stage()
{
    live.close();
}

QString Stage::database() const
{
    return u"--database.url=sqlite://"_s + server.file(u"console.db"_s);
}

bool Stage::startServer()
{
    return server.start({ database(), u"--node.id=node-a"_s });
}

QByteArray Stage::key(const QString &role, const QString &tenant, const QString &person)
{
    const auto made = server.run({ u"key"_s, u"create"_s, u"--name="_s + person, u"--role="_s + role, u"--tenant="_s + tenant, u"--env=development"_s, database() });
    return made.second.mid(made.second.indexOf("cv_"), 46);
}

bool Stage::bringPeople()
{
    m_agentKey = key(u"agent"_s, u"acme"_s, u"Maria Souza"_s);
    const QByteArray agents[] = { m_agentKey, key(u"agent"_s, u"acme"_s, u"João Pereira"_s) };
    for (int i = 0; i < int(std::size(Contacts)); ++i) {
        const QByteArray contact = idOf(i + 1).toLatin1();
        const QByteArray &agent = agents[i % 2];
        const RestAnswer made = post(server.port(), "/api/v1/sessions", "{\"contact_id\":\"" + contact + "\",\"contact_name\":\"" + Contacts[i] + "\"}", agent);
        const QByteArray session = made.json[u"session_id"_s].toString().toLatin1();
        const RestAnswer ticket = post(server.port(), "/api/v1/auth/ticket", "{\"as_contact_of\":\"" + session + "\"}", agent);
        const QByteArray token = ticket.json[u"ticket"_s].toString().toLatin1();
        if (session.isEmpty() || token.isEmpty())
            return false;
        m_rooms.emplace_back(session, contact);
        m_people.push_back(std::make_unique<WsClient>(server.port(), Handshake{ .token = token, .query = "client=web/2.1" }));
        m_people.push_back(std::make_unique<WsClient>(server.port(), Handshake{ .token = agent, .query = "client=desk/1.4" }));
        for (size_t place = m_people.size() - 2; place < m_people.size(); ++place)
            m_people[place]->sendJson({ { u"type"_s, u"join_session"_s }, { u"payload"_s, QJsonObject{ { u"session_id"_s, QString::fromLatin1(session) } } } });
    }
    talk(int(std::size(Contacts)) * 5);
    return std::all_of(m_people.begin(), m_people.end(), [](const auto &person) { return person->isOpen(); });
}

void Stage::talk(int count)
{
    for (const size_t end = m_spoken + size_t(count); m_spoken < end; ++m_spoken) {
        const size_t room = m_spoken % m_rooms.size();
        const size_t turn = m_spoken / m_rooms.size();
        const auto &[session, contact] = m_rooms[room];
        // The contact begins.
        m_people[2 * room + turn % 2]->sendJson({ { u"type"_s, u"send_message"_s },
            { u"payload"_s,
                QJsonObject{ { u"session_id"_s, QString::fromLatin1(session) }, { u"contact_id"_s, QString::fromLatin1(contact) },
                    { u"text"_s, QString::fromUtf8(Said[(turn + 2 * room) % std::size(Said)]) } } } });
        m_people[2 * room + turn % 2]->sync();
    }
}

bool Stage::knock() const
{
    return WsClient(server.port()).isOpen() && WsClient(server.port(), { .token = "wrong" }).status() == 401;
}

bool Stage::connectAs(const QByteArray &key)
{
    live.open({ QUrl(u"http://127.0.0.1:%1"_s.arg(server.port())), key });
    return QTest::qWaitFor([this] { return live.link().state == LinkState::Connected; }, ServerProcess::patienceMs);
}

std::vector<View> Stage::views() const
{
    std::vector<View> all;
    for (const PageEntry &entry : m_window->pages()) {
        QTabWidget *tabs = entry.page->findChild<QTabWidget *>();
        for (int tab = 0; tab < (tabs ? tabs->count() : 1); ++tab)
            all.push_back({ tabs ? entry.page->objectName() + QLatin1Char('-') + QString::number(tab + 1) : entry.page->objectName(), entry.page, tabs, tab });
    }
    return all;
}

bool Stage::turnTo(const View &view, int patienceMs)
{
    if (view.tabs)
        view.tabs->setCurrentIndex(view.tab);
    m_window->goTo(view.page->objectName());
    m_window->findChild<QStackedWidget *>()->setCurrentWidget(view.page); // though the key may not see it
    const bool isTold = QTest::qWaitFor([&] { return view.shown()->state() != PageState::Loading; }, patienceMs);
    settle();
    return isTold;
}

void Stage::wear(Look look, const QString &language)
{
    m_settings->setLook(look);
    m_settings->setLanguage(language);
    settle();
}

void Stage::settle() const
{
    QCoreApplication::processEvents();
    // What came just now has asked for another layout.
    QCoreApplication::sendPostedEvents();
}

} // namespace conversa::test
