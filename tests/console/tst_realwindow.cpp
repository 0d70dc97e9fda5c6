// SPDX-License-Identifier: Apache-2.0
// The program itself in a real window: started as a person starts it, on an X server, before a real server. Each page of the
// navigation is clicked and looks like no other; the pictures lie in the build's folder "pictures".
// Seen red: a program that ends while its pages are turned.
#include "support/serverprocess.h"

#include <QDir>
#include <QImage>
#include <QSet>
#include <QSettings>
#include <QTest>
#include <QtEndian>

using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize Screen(1280, 800);
constexpr int FirstRow = 38; // where the middle of the first page's row is, and how far the next ones are from it
constexpr int RowStep = 38;
constexpr QRect PageArea(180, 30, 1090, 730);

// An X server that keeps its picture in a file (XWD, see xwd(1)). Ends with itself.
class Screenful
{
public:
    ~Screenful()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool start()
    {
        m_process.start(u"Xvfb"_s, { u"-displayfd"_s, u"1"_s, u"-nolisten"_s, u"tcp"_s, u"-screen"_s, u"0"_s, u"1280x800x24"_s, u"-fbdir"_s, m_folder.path() });
        if (!QTest::qWaitFor([this] { return m_process.canReadLine(); }, ServerProcess::patienceMs))
            return false;
        m_name = u':' + QString::fromLatin1(m_process.readLine().trimmed());
        return true;
    }
    QImage picture() const
    {
        QFile file(m_folder.filePath(u"Xvfb_screen0"_s));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray all = file.readAll();
        const auto number = [&](int place) { return int(qFromBigEndian<quint32>(all.constData() + 4 * place)); };
        const qsizetype begin = number(0) + 12 * number(19);
        const int line = number(12);
        if (number(4) != Screen.width() || number(5) != Screen.height() || all.size() < begin + qsizetype(line) * Screen.height())
            return {};
        return QImage(reinterpret_cast<const uchar *>(all.constData()) + begin, Screen.width(), Screen.height(), line, QImage::Format_RGB32).copy();
    }
    const QString &name() const { return m_name; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_name;
};

} // namespace

class TestRealWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPage_data();
    void everyPage();

private:
    void startProgram(const QString &look, const QString &language);
    void click(int y) const; // on the navigation
    // The page, once it is another one than `before` and stands still.
    QImage pageAfter(const QImage &before) const;

    ServerProcess m_server;
    Screenful m_display;
    QTemporaryDir m_home;
    QProcess m_program;
};

void TestRealWindow::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log());
    QVERIFY(m_display.start());
}

void TestRealWindow::everyPage_data()
{
    QTest::addColumn<QString>("look");
    QTest::addColumn<QString>("language");
    for (const auto &look : { u"light"_s, u"dark"_s }) {
        for (const auto &language : { u"en"_s, u"pt_BR"_s })
            QTest::newRow(qPrintable(look + u'-' + language)) << look << language;
    }
}

void TestRealWindow::startProgram(const QString &look, const QString &language)
{
    const QString folder = m_home.filePath(QString::fromLatin1(QTest::currentDataTag()));
    QSettings settings(folder + u"/conversa/conversa-console.conf"_s, QSettings::NativeFormat);
    settings.setValue(u"view/theme"_s, look);
    settings.setValue(u"view/language"_s, language);
    settings.sync();
    QProcessEnvironment environment = ServerProcess::environment();
    for (const auto &[name, value] : { std::pair(u"DISPLAY"_s, m_display.name()), { u"QT_QPA_PLATFORM"_s, u"xcb"_s }, { u"XDG_CONFIG_HOME"_s, folder }, { u"HOME"_s, folder } })
        environment.insert(name, value);
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    m_program.setProcessEnvironment(environment);
    m_program.start(qEnvironmentVariable("CONVERSA_BIN") + u"/conversa-console"_s, { u"--server"_s, u"http://127.0.0.1:%1"_s.arg(m_server.port()), u"--key-stdin"_s });
    m_program.write("dev-admin-key\n");
    m_program.closeWriteChannel();
}

void TestRealWindow::click(int y) const
{
    QProcess tool;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, m_display.name());
    tool.setProcessEnvironment(environment);
    tool.start(u"xdotool"_s, { u"mousemove"_s, u"80"_s, QString::number(y), u"click"_s, u"1"_s });
    QVERIFY(tool.waitForFinished());
    QCOMPARE(tool.exitCode(), 0);
}

QImage TestRealWindow::pageAfter(const QImage &before) const
{
    QImage last;
    const bool isThere = QTest::qWaitFor(
        [&] {
            const QImage now = m_display.picture().copy(PageArea);
            const bool isStill = now == last;
            last = now;
            return isStill && now != before;
        },
        2'000);
    return isThere ? last : before;
}

void TestRealWindow::everyPage()
{
    QFETCH(QString, look);
    QFETCH(QString, language);
    const QString folder = QDir::cleanPath(qEnvironmentVariable("CONVERSA_BIN") + u"/../pictures"_s);
    QVERIFY(QDir().mkpath(folder));
    startProgram(look, language);
    // Connected: the navigation has more rows than those of who is not.
    QTRY_VERIFY_WITH_TIMEOUT(m_display.picture().copy(40, FirstRow + 4 * RowStep - 8, 100, 16) != m_display.picture().copy(40, 700, 100, 16), ServerProcess::patienceMs);
    QList<QImage> pages;
    QImage before;
    for (int row = 0; row < 14; ++row) {
        click(FirstRow + row * RowStep);
        const QImage page = pageAfter(before);
        QCOMPARE(m_program.state(), QProcess::Running);
        if (pages.contains(page))
            break;
        pages << page;
        before = page;
        m_display.picture().save(u"%1/real-%2-%3.png"_s.arg(folder, QString::fromLatin1(QTest::currentDataTag())).arg(row + 1));
    }
    m_program.terminate();
    QVERIFY(m_program.waitForFinished());
    QVERIFY2(pages.size() >= 10, qPrintable(QString::number(pages.size())));
}

QTEST_GUILESS_MAIN(TestRealWindow)
#include "tst_realwindow.moc"
