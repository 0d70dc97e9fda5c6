// SPDX-License-Identifier: Apache-2.0
// What the console looks like: every page in each of its states, light and dark, in English and Portuguese, before a real server. One
// sheet a page in the build's folder "pictures". With CONVERSA_PICTURES=folder each picture is kept there as well.
// Seen red: a panel without its words.
#include "page/tablepage.h"
#include "stage.h"

#include <QDir>
#include <QPainter>
#include <QTest>

using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize Thumb(640, 400);
constexpr int Heading = 28;

const QList<std::pair<Look, QString>> Outfits{ { Look::Light, u"en"_s }, { Look::Dark, u"en"_s }, { Look::Light, u"pt_BR"_s }, { Look::Dark, u"pt_BR"_s } };
const QStringList StateNames{ u"loading"_s, u"first use"_s, u"no match"_s, u"failed"_s, u"stale"_s, u"no permission"_s, u"ready"_s };

// Opens what a page shows of its own accord only.
struct Opened : Page
{
    using Page::setFailed;
};

void fail(Page &page)
{
    (page.*(&Opened::setFailed))({ .problem = Problem::Unavailable, .status = 503, .code = "unavailable", .sentence = "The database is away; try again in a moment." });
}

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beforeConnecting();
    void withNobody();
    void withPeople();
    void nothingMatches();
    void failed();
    void cut();
    void agent();
    void agentCut();
    void sheets();

private:
    struct Picture
    {
        QImage whole; // small, for the sheet
        QByteArray page; // of the page alone
    };

    // Keeps what the pages look like that are in a state they were not in before; isNewer: all of them.
    void shoot(const std::function<void(Page &)> &before = {}, bool isNewer = false);
    void keep(const View &view, PageState state, qsizetype outfit);

    Stage m_stage;
    QByteArray m_operator;
    QMap<QString, QMap<PageState, std::array<Picture, 4>>> m_pictures; // by page, state and outfit
};

void TestPictures::keep(const View &view, PageState state, qsizetype outfit)
{
    const QPixmap whole = m_stage.window().grab();
    const QImage page = view.page->grab().toImage();
    Picture &picture = m_pictures[view.name][state][size_t(outfit)];
    picture = { whole.scaled(Thumb, Qt::KeepAspectRatio, Qt::SmoothTransformation).toImage(), { reinterpret_cast<const char *>(page.constBits()), page.sizeInBytes() } };
    if (const QString folder = qEnvironmentVariable("CONVERSA_PICTURES"); !folder.isEmpty())
        whole.save(u"%1/%2-%3-%4.png"_s.arg(folder, view.name, StateNames[int(state)].simplified().replace(u' ', u'-')).arg(outfit));
}

void TestPictures::shoot(const std::function<void(Page &)> &before, bool isNewer)
{
    QMap<QString, PageState> fresh;
    for (qsizetype outfit = 0; outfit < Outfits.size(); ++outfit) {
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
    shoot({}, true);
}

void TestPictures::nothingMatches()
{
    for (const View &view : m_stage.views()) {
        auto *table = dynamic_cast<TablePage *>(view.shown());
        if (!table || !m_stage.turnTo(view))
            continue;
        // What nothing matches has rows: a stream's come while one looks.
        QVERIFY(m_stage.knock());
        QTRY_VERIFY2(table->state() == PageState::Ready || table->state() == PageState::NoPermission, qPrintable(view.name));
        table->pane().filter().setFilter(u"zzzzzz"_s);
        QTRY_VERIFY2(table->state() == PageState::NoMatch || table->state() == PageState::NoPermission, qPrintable(view.name));
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
    m_stage.chat.open(m_stage.chat.inbox().row(0));
    QTRY_VERIFY(m_stage.chat.self() && m_stage.chat.self()->isJoined());
    shoot();
}

void TestPictures::agentCut()
{
    m_stage.server.kill();
    const auto pages = m_stage.window().pages();
    const auto inbox = std::find_if(pages.begin(), pages.end(), [](const PageEntry &entry) { return entry.page->objectName() == u"inbox"_s; });
    QTRY_COMPARE(inbox->page->state(), PageState::Stale);
    shoot();
}

void TestPictures::sheets()
{
    const QString folder = QDir::cleanPath(qEnvironmentVariable("CONVERSA_BIN") + u"/../pictures"_s);
    QVERIFY(QDir().mkpath(folder));
    for (auto page = m_pictures.cbegin(); page != m_pictures.cend(); ++page) {
        QImage sheet(Thumb.width() * int(Outfits.size()), (Thumb.height() + Heading) * int(page->size()), QImage::Format_RGB32);
        sheet.fill(Qt::gray);
        QPainter painter(&sheet);
        painter.setPen(Qt::black);
        int y = 0;
        for (auto state = page->cbegin(); state != page->cend(); ++state, y += Thumb.height() + Heading) {
            painter.drawText(8, y + Heading - 8, page.key() + u": "_s + StateNames[int(state.key())]);
            for (int i = 0; i < Outfits.size(); ++i) {
                painter.drawImage(i * Thumb.width(), y + Heading, (*state)[size_t(i)].whole);
                for (auto other = std::next(state); other != page->cend(); ++other)
                    QVERIFY2((*state)[size_t(i)].page != (*other)[size_t(i)].page,
                        qPrintable(u"%1: %2 looks like %3"_s.arg(page.key(), StateNames[int(state.key())], StateNames[int(other.key())])));
            }
        }
        painter.end();
        QVERIFY(sheet.save(u"%1/%2.png"_s.arg(folder, page.key())));
    }
}

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
