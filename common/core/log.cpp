// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include "core/clock.h"
#include "core/lineoutput.h"
#include "core/timestamp.h"

#include <unistd.h>

#include <atomic>

namespace conversa {

Q_LOGGING_CATEGORY(logNet, "conversa.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logAuth, "conversa.auth", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "conversa.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logBus, "conversa.bus", QtInfoMsg)
Q_LOGGING_CATEGORY(logHub, "conversa.hub", QtInfoMsg)
Q_LOGGING_CATEGORY(logCluster, "conversa.cluster", QtInfoMsg)
Q_LOGGING_CATEGORY(logApp, "conversa.app", QtInfoMsg)

namespace {

constexpr qsizetype longestFollowed = 4'096; // bytes of a text that followers see

std::atomic<EntryRing<LogEntry> *> logFollower = nullptr;

bool isPlain(QByteArrayView value)
{
    for (const char c : value) {
        if (quint8(c) <= 0x20 || quint8(c) >= 0x7f || c == '"' || c == '\\' || c == '=')
            return false;
    }
    return !value.isEmpty();
}

// Whether the byte at `i` is a control character or part of one: C1 controls are the UTF-8 pairs C2 80..9F, which some
// terminals obey as they do ESC.
bool isControl(QByteArrayView text, qsizetype i)
{
    const auto c = quint8(text[i]);
    const auto isC1 = [&](qsizetype lead) {
        return quint8(text[lead]) == 0xc2 && lead + 1 < text.size() && quint8(text[lead + 1]) < 0xa0;
    };
    return c < 0x20 || c == 0x7f || isC1(i) || (i > 0 && isC1(i - 1));
}

void appendEscaped(QByteArray &line, QByteArrayView text, QByteArrayView backslashed = {})
{
    static constexpr char digits[] = "0123456789abcdef";
    const bool isText = text.isValidUtf8();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = quint8(text[i]);
        if (isControl(text, i) || (c >= 0x80 && !isText)) {
            line += "\\x";
            line += digits[c >> 4];
            line += digits[c & 15];
        } else {
            if (backslashed.contains(char(c)))
                line += '\\';
            line += char(c);
        }
    }
}

void appendQuoted(QByteArray &line, QByteArrayView value)
{
    line += '"';
    appendEscaped(line, value, "\"\\");
    line += '"';
}

QByteArrayView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
    case QtFatalMsg:
        return "error";
    }
    return "info";
}

qint64 nowMs()
{
    static const Clock clock = Clock::system();
    return clock.wallMs();
}

const char *named(const char *category)
{
    return category ? category : "default";
}

QByteArray lineOf(QtMsgType type, const char *category, QByteArrayView text)
{
    QByteArray line = timestampText(nowMs());
    line.reserve(line.size() + text.size() + 40);
    line += ' ';
    line += levelName(type);
    line += ' ';
    line += named(category);
    line += ' ';
    line += text;
    line += '\n';
    return line;
}

// A reader that stands still must not stop the network threads.
void writeLine(QtMsgType type, const char *category, QByteArrayView text, bool isEvent)
{
    // Keeping an entry logs nothing itself, so following never feeds on itself.
    if (EntryRing<LogEntry> *ring = logFollower.load(std::memory_order_acquire); ring && ring->isWatched())
        ring->put({nowMs(), levelName(type), named(category), isEvent, text.first(std::min(text.size(), longestFollowed)).toByteArray()});
    static LineOutput output(STDERR_FILENO, [](qint64 dropped) {
        return lineOf(QtWarningMsg, logApp().categoryName(),
                      eventLine("log_lines_dropped", {{"count", QByteArray::number(dropped)}}));
    });
    output.write(lineOf(type, category, text));
}

} // namespace

QByteArray eventLine(QByteArrayView name, std::initializer_list<LogField> fields)
{
    QByteArray line;
    line.reserve(256); // nearly every line fits
    line += name;
    for (const auto &[key, value] : fields) {
        line += ' ';
        line += key;
        line += '=';
        if (isPlain(value))
            line += value;
        else
            appendQuoted(line, value);
    }
    return line;
}

void logEvent(const QLoggingCategory &category, QByteArrayView name, std::initializer_list<LogField> fields)
{
    if (category.isInfoEnabled())
        writeLine(QtInfoMsg, category.categoryName(), eventLine(name, fields), true);
}

void followLog(EntryRing<LogEntry> *ring)
{
    logFollower.store(ring, std::memory_order_release);
}

void installLogHandler()
{
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &context, const QString &text) {
        QByteArray line;
        appendEscaped(line, text.toUtf8());
        writeLine(type, context.category, line, false);
    });
}

} // namespace conversa
