// SPDX-License-Identifier: Apache-2.0
// What the console looks like: every page in each of its states, light and dark, in English and Portuguese, before a real server. One
// sheet a page in the build's folder "pictures". With CONVERSA_PICTURES=folder each picture is kept there as well: the README's are five
// of these.
// Seen red: a panel without its words (sheets); no contact's key, no filter on the inbox, frames that waited before anybody was
// connected (everyState).
#include "page/filterfield.h"
#include "page/framepage.h"
#include "page/inboxlist.h"
#include "page/tablepage.h"
#include "stage.h"

#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QTest>

using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize Thumb(640, 400);
constexpr int Heading = 28;
constexpr size_t OutfitCount = 5;

const std::array<std::pair<Look, QString>, OutfitCount> Outfits{ { { Look::Light, u"en"_s }, { Look::Dark, u"en"_s }, { Look::Light, u"pt_BR"_s }, { Look::Dark, u"pt_BR"_s }, { Look::HighContrast, u"en"_s } } };
const QStringList StateNames{ u"loading"_s, u"first use"_s, u"no match"_s, u"failed"_s, u"stale"_s, u"no permission"_s, u"ready"_s };

// What no page can be in, and why.
const QList<PageState> Form{ PageState::Loading, PageState::FirstUse, PageState::NoMatch, PageState::Failed, PageState::Stale, PageState::NoPermission };
const QMap<QString, QList<PageState>> Never{
    // A server that answers has figures, and nothing is filtered.
    { u"overview"_s, { PageState::FirstUse, PageState::NoMatch } },
    // Who looks is connected, which is recorded, to a server.
    { u"audit"_s, { PageState::FirstUse } },
    { u"connections-1"_s, { PageState::FirstUse } },
    { u"nodes"_s, { PageState::FirstUse } },
    // Nothing is filtered.
    { u"chat-1"_s, { PageState::NoMatch } },
    { u"chat-2"_s, { PageState::NoMatch } },
    { u"chat-3"_s, { PageState::NoMatch } },
    // Forms, which need no server.
    { u"settings"_s, Form },
    { u"connect"_s, Form },
};

constexpr PageState States[] = { PageState::Loading, PageState::FirstUse, PageState::NoMatch, PageState::Failed, PageState::Stale, PageState::NoPermission, PageState::Ready };

// Opens what a page shows of its own accord only.
struct Opened : Page
{
    using Page::setFailed;
};

void fail(Page &page)
{
    (page.*(&Opened::setFailed))({ .problem = Problem::Unavailable, .status = 503, .code = "unavailable", .sentence = "The database is away; try again in a moment." });
}

void search(Page &page, const QString &text)
{
    if (auto *table = dynamic_cast<TablePage *>(&page))
        table->pane().filter().setFilter(text);
    else if (auto *filter = page.findChild<FilterField *>())
        filter->setFilter(text);
    else
        QTest::keyClicks(page.findChild<InboxList *>()->findChild<QLineEdit *>(), text);
}

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beforeConnecting();
    void newTenant();
    void withNobody();
    void withPeople();
    void nothingMatches();
    void failed();
    void cut();
    void agent();
    void agentCut();
    void contact();
    void everyState();
    void sheets();

private:
    struct Picture
    {
        QImage whole; // small, for the sheet
        QByteArray page; // of the page alone
    };

    // Keeps what the pages look like that are in a state they were not in before; isNewer: all of them.
    void shoot(const std::function<void(Page &)> &before = {}, bool isNewer = false);
    void keep(const View &view, PageState state, size_t outfit);
    Page &inbox() { return *m_stage.window().findChild<Page *>(u"inbox"_s); }

    Stage m_stage;
    QByteArray m_operator;
    QMap<QString, QMap<PageState, std::array<Picture, OutfitCount>>> m_pictures; // by page, state and outfit
};

void TestPictures::keep(const View &view, PageState state, size_t outfit)
{
    const QPixmap whole = m_stage.window().grab();
    const QImage page = view.page->grab().toImage();
    Picture &picture = m_pictures[view.name][state][outfit];
    picture = { whole.scaled(Thumb, Qt::KeepAspectRatio, Qt::SmoothTransformation).toImage(), { reinterpret_cast<const char *>(page.constBits()), page.sizeInBytes() } };
    if (const QString folder = qEnvironmentVariable("CONVERSA_PICTURES"); !folder.isEmpty())
        whole.save(u"%1/%2-%3-%4.png"_s.arg(folder, view.name, StateNames[int(state)].simplified().replace(u' ', u'-')).arg(outfit));
}

void TestPictures::shoot(const std::function<void(Page &)> &before, bool isNewer)
{
    QMap<QString, PageState> fresh;
    for (size_t outfit = 0; outfit < OutfitCount; ++outfit) {
        m_stage.wear(Outfits[outfit].first, Outfits[outfit].second);
        for (const View &view : m_stage.views()) {
            m_stage.turnTo(view, m_stage.live.link().state == LinkState::Connected && outfit == 0 ? 1'000 : 0);
            if (before)
                before(*view.shown());
            const PageState state = view.shown()->state();
            if (outfit == 0 && (isNewer || !m_pictures[view.name].contains(state)))
                fresh.insert(view.name, state);
            if (const auto found = fresh.constFind(view.name); found != fresh.cend() && *found == state)
                keep(view, state, outfit);
        }
    }
    m_stage.wear(Look::Light, u"en"_s);
}

void TestPictures::beforeConnecting()
{
    QVERIFY2(m_stage.startServer(), m_stage.server.log());
    m_operator = m_stage.key(u"admin"_s, u"*"_s, u"Operator"_s);
    shoot();
}

// Its administrator, to whom nothing happened yet.
void TestPictures::newTenant()
{
    QVERIFY(m_stage.connectAs("dev-admin-key"));
    shoot();
}

void TestPictures::withNobody()
{
    QVERIFY(m_stage.connectAs(m_operator));
    shoot();
}

void TestPictures::withPeople()
{
    QVERIFY(m_stage.bringPeople());
    const auto views = m_stage.views();
    m_stage.turnTo(*std::find_if(views.begin(), views.end(), [](const View &view) { return view.name == u"connections-1"_s; }));
    QTRY_VERIFY_WITH_TIMEOUT(m_stage.live.connections().row(2), ServerProcess::patienceMs);
    m_stage.window().goTo(u"frames"_s, u"connection:"_s + QString::fromLatin1(m_stage.live.connections().row(2)->id.toByteArray()));
    for (int second = 0; second < 6; ++second) { // what the charts are made of
        const auto samples = m_stage.live.stats().samples(StatsHistory::Range::FiveMinutes).size();
        m_stage.talk(4 + 3 * (second % 3));
        QTRY_VERIFY(m_stage.live.stats().samples(StatsHistory::Range::FiveMinutes).size() > samples);
    }
    for (const View &view : m_stage.views()) {
        auto *table = dynamic_cast<TablePage *>(view.shown());
        if (!table || !m_stage.turnTo(view))
            continue;
        QVERIFY(m_stage.knock()); // a stream's rows come while one looks
        QTRY_VERIFY2(table->state() == PageState::Ready, qPrintable(view.name));
        table->pane().view().selectRow(0);
    }
    m_stage.window().findChild<FramePage *>()->findChild<QTableView *>()->selectRow(0);
    shoot({}, true);
}

void TestPictures::nothingMatches()
{
    for (const View &view : m_stage.views()) {
        Page &page = *view.shown();
        // An operator has no inbox.
        if (Never.value(view.name).contains(PageState::NoMatch) || view.name == u"inbox"_s || !m_stage.turnTo(view))
            continue;
        // What nothing matches has rows: a stream's come while one looks.
        QVERIFY(m_stage.knock());
        QTRY_VERIFY2(page.state() == PageState::Ready || page.state() == PageState::NoPermission || page.state() == PageState::NoMatch, qPrintable(view.name));
        search(page, u"zzzzzz"_s);
        QTRY_VERIFY2(page.state() == PageState::NoMatch || page.state() == PageState::NoPermission, qPrintable(view.name));
    }
    shoot();
    for (const View &view : m_stage.views())
        view.shown()->clearFilter();
}

void TestPictures::failed()
{
    shoot([](Page &page) {
        if (page.objectName() != u"settings"_s && page.objectName() != u"connect"_s)
            fail(page);
    });
}

void TestPictures::cut()
{
    for (const View &view : m_stage.views())
        m_stage.turnTo(view);
    m_stage.server.kill();
    QTRY_COMPARE(m_stage.live.link().state, LinkState::Reconnecting);
    shoot();
}

void TestPictures::agent()
{
    QVERIFY2(m_stage.startServer(), m_stage.server.log());
    QVERIFY(m_stage.connectAs(m_stage.agentKey()));
    QTRY_VERIFY(m_stage.chat.inbox().total() > 0);
    InboxModel &rows = m_stage.chat.inbox();
    const auto found = rows.match(rows.index(0), Qt::DisplayRole, u"Ana Lima"_s);
    QCOMPARE(found.size(), 1);
    m_stage.chat.open(rows.row(found.front().row()));
    QTRY_VERIFY(m_stage.chat.self() && m_stage.chat.self()->isJoined());
    Party *contact = m_stage.chat.addParty({ u"Ana Lima"_s, PartyIdentity::Kind::Contact });
    QTRY_VERIFY(contact && contact->isJoined());
    m_stage.chat.self()->say(u"Is there anything else I can do for you?"_s);
    contact->say(u"No, thank you, Maria!"_s);
    shoot();
    search(inbox(), u"zzzzzz"_s);
    QTRY_COMPARE(inbox().state(), PageState::NoMatch);
    shoot();
    inbox().clearFilter();
}

void TestPictures::agentCut()
{
    m_stage.server.kill();
    QTRY_COMPARE(inbox().state(), PageState::Stale);
    shoot();
}

void TestPictures::contact()
{
    QVERIFY2(m_stage.startServer(), m_stage.server.log());
    QVERIFY(m_stage.connectAs("dev-contact-key"));
    shoot();
}

void TestPictures::everyState()
{
    QStringList missing;
    for (const View &view : m_stage.views()) {
        for (const PageState state : States) {
            const bool isThere = m_pictures[view.name].contains(state);
            if (isThere == Never.value(view.name).contains(state))
                missing << view.name + u": "_s + StateNames[int(state)] + (isThere ? u" was there"_s : u" was not there"_s);
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TestPictures::sheets()
{
    const QString folder = QDir::cleanPath(qEnvironmentVariable("CONVERSA_BIN") + u"/../pictures"_s);
    QVERIFY(QDir().mkpath(folder));
    for (auto page = m_pictures.cbegin(); page != m_pictures.cend(); ++page) {
        QImage sheet(Thumb.width() * int(OutfitCount), (Thumb.height() + Heading) * int(page->size()), QImage::Format_RGB32);
        sheet.fill(Qt::gray);
        QPainter painter(&sheet);
        painter.setPen(Qt::black);
        int y = 0;
        for (auto state = page->cbegin(); state != page->cend(); ++state, y += Thumb.height() + Heading) {
            painter.drawText(8, y + Heading - 8, page.key() + u": "_s + StateNames[int(state.key())]);
            for (size_t i = 0; i < OutfitCount; ++i) {
                painter.drawImage(int(i) * Thumb.width(), y + Heading, (*state)[i].whole);
                for (auto other = std::next(state); other != page->cend(); ++other)
                    QVERIFY2((*state)[i].page != (*other)[i].page,
                        qPrintable(u"%1: %2 looks like %3"_s.arg(page.key(), StateNames[int(state.key())], StateNames[int(other.key())])));
            }
        }
        painter.end();
        QVERIFY(sheet.save(u"%1/%2.png"_s.arg(folder, page.key())));
    }
}

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
