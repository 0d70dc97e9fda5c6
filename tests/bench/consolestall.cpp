// SPDX-License-Identifier: Apache-2.0
// The whole console in a real window, with rows that come over a real socket from another process: how long its event loop keeps
// a person waiting. Started by tests/bench/console.
//   consolestall serve CONNECTIONS CHANGES_PER_S FRAMES_PER_S   prints its port
//   consolestall PORT connections|frames SECONDS                prints a histogram
#include "app/language.h"
#include "app/mainwindow.h"
#include "app/theme.h"
#include "core/histogram.h"
#include "model/chatstate.h"
#include "model/profilestore.h"
#include "model/settings.h"
#include "page/page.h"
#include "page/tablepane.h"
#include "support/fakeadmin.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace conversa;
using namespace conversa::console;

namespace {

constexpr int pulseMs = 2;
constexpr int settleMs = 3'000;

int serve(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    test::FakeAdmin::Options options;
    options.connections = std::atoi(argv[2]);
    options.changesPerSecond = std::atoi(argv[3]);
    options.hotRows = TableQuery::maxRows; // the worst case: all of them are among the rows that are told
    options.framesPerSecond = std::atoi(argv[4]);
    test::FakeAdmin server(options);
    std::printf("%d\n", server.listen());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

qint64 residentKb()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) / 1'024;
}

// How long ago this process was made.
qint64 processAgeMs()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    QFile uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray fields = stat.readAll();
    const qint64 startTicks = fields.mid(fields.lastIndexOf(')') + 2).split(' ').value(19).toLongLong();
    const double upS = uptime.readAll().split(' ').value(0).toDouble();
    return qint64((upS - double(startTicks) / double(::sysconf(_SC_CLK_TCK))) * 1'000);
}

// Asks the event loop from another thread how long it takes to answer.
class Pulse : public QThread
{
public:
    std::vector<double> waitsMs() const { return m_waitsMs; }

protected:
    void run() override
    {
        while (!isInterruptionRequested()) {
            QElapsedTimer timer;
            timer.start();
            QMetaObject::invokeMethod(qApp, [] {}, Qt::BlockingQueuedConnection);
            m_waitsMs.push_back(double(timer.nsecsElapsed()) / 1e6);
            QThread::msleep(pulseMs);
        }
    }

private:
    std::vector<double> m_waitsMs;
};

void report(const char *scenario, std::vector<double> waits)
{
    std::sort(waits.begin(), waits.end());
    const auto at = [&](double share) { return waits[std::min(waits.size() - 1, size_t(share * double(waits.size())))]; };
    std::printf("%s: %zu pulses, event loop p50 %.2f p90 %.2f p99 %.2f p99.9 %.2f max %.2f ms, RSS %lld MB\n", scenario, waits.size(), at(0.5), at(0.9),
        at(0.99), at(0.999), waits.back(), residentKb() / 1'024);
    size_t from = 0;
    for (const double edge : {0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 33.0, 66.0, 100.0, 1e9}) {
        const size_t to = size_t(std::upper_bound(waits.begin(), waits.end(), edge) - waits.begin());
        if (edge < 1e9)
            std::printf("  <= %5.1f ms %8zu\n", edge, to - from);
        else
            std::printf("  >  100.0 ms %8zu\n", to - from);
        from = to;
    }
}

// Scrolls as a person does who looks for something.
void scroll(MainWindow &window)
{
    for (TablePane *pane : window.currentPage()->tablePanes()) {
        QScrollBar *bar = pane->view().verticalScrollBar();
        bar->setValue(bar->value() + 3 > bar->maximum() ? 0 : bar->value() + 3);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 4 && QByteArray(argv[1]) == "serve")
        return serve(argc, argv);
    if (argc < 4)
        return 64;
    QCoreApplication::setOrganizationName(QStringLiteral("conversa"));
    QCoreApplication::setApplicationName(QStringLiteral("consolestall"));
    QApplication app(argc, argv);
    const QString scenario = QString::fromLocal8Bit(argv[2]);
    Language language;
    Theme theme;
    LiveState live;
    ChatState chat(live);
    ProfileStore profiles;
    Settings settings;
    settings.setLanguage(QStringLiteral("en"));
    MainWindow window({live, chat, profiles, settings}, language, theme);
    window.show();
    bool isFirst = true;
    QObject::connect(&live.stats(), &StatsHistory::changed, &window, [&] {
        if (live.stats().now() && std::exchange(isFirst, false))
            std::printf("first figures %lld ms after the process began\n", processAgeMs());
    });
    window.open(QStringLiteral("http://127.0.0.1:") + QString::fromLocal8Bit(argv[1]), "any-key");
    Pulse pulse;
    QTimer::singleShot(settleMs, &window, [&] {
        window.goTo(scenario, scenario == QLatin1String("frames") ? QStringLiteral("connection:550e8400-e29b-41d4-a716-446655440000") : QString());
    });
    QTimer scrolling;
    scrolling.setInterval(50);
    QObject::connect(&scrolling, &QTimer::timeout, &window, [&] { scroll(window); });
    QTimer::singleShot(2 * settleMs, &window, [&] {
        pulse.start();
        scrolling.start();
    });
    QTimer::singleShot(2 * settleMs + std::atoi(argv[3]) * 1'000, &window, [&] {
        pulse.requestInterruption();
        QTimer::singleShot(200, &app, &QCoreApplication::quit);
    });
    QApplication::exec();
    pulse.wait();
    report(argv[2], pulse.waitsMs());
    return 0;
}
