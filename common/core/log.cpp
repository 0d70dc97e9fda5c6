// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include "core/clock.h"
#include "core/lineoutput.h"
#include "core/timestamp.h"

#include <unistd.h>

namespace conversa {

Q_LOGGING_CATEGORY(logNet, "conversa.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logAuth, "conversa.auth", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "conversa.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logHub, "conversa.hub", QtInfoMsg)
Q_LOGGING_CATEGORY(logApp, "conversa.app", QtInfoMsg)

namespace {

bool isPlain(QByteArrayView value)
{
    for (const char c : value) {
        if (quint8(c) <= 0x20 || quint8(c) == 0x7f || c == '"' || c == '\\' || c == '=')
            return false;
    }
    return !value.isEmpty();
}

void appendQuoted(QByteArray &line, QByteArrayView value)
{
    static constexpr char digits[] = "0123456789abcdef";
    line += '"';
    for (qsizetype i = 0; i < value.size(); ++i) {
        const auto c = quint8(value[i]);
        // C1 controls arrive as the UTF-8 pair C2 80..9F; some terminals obey them.
        const bool c1 = c == 0xc2 && i + 1 < value.size() && quint8(value[i + 1]) < 0xa0;
        if (c < 0x20 || c == 0x7f || c1) {
            line += "\\x";
            line += digits[c >> 4];
            line += digits[c & 15];
        } else {
            if (c == '"' || c == '\\')
                line += '\\';
            line += char(c);
        }
    }
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

QByteArray lineOf(QtMsgType type, const char *category, QByteArrayView text)
{
    static const Clock clock = Clock::system();
    QByteArray line = timestampText(clock.wallMs());
    line.reserve(line.size() + text.size() + 40);
    line += ' ';
    line += levelName(type);
    line += ' ';
    line += category ? category : "default";
    line += ' ';
    line += text;
    line += '\n';
    return line;
}

// A reader that stands still must not stop the network threads.
void writeLine(QtMsgType type, const char *category, QByteArrayView text)
{
    static LineOutput output(STDERR_FILENO, [](qint64 dropped) {
        return lineOf(QtWarningMsg, logApp().categoryName(),
                      eventLine("log_lines_dropped", {{"count", QByteArray::number(dropped)}}));
    });
    output.write(lineOf(type, category, text));
}

} // namespace

QByteArray eventLine(QByteArrayView name, std::initializer_list<LogField> fields)
{
    QByteArray line = name.toByteArray();
    for (const auto &[key, value] : fields) {
        line += ' ';
        line += key;
        line += '=';
        if (isPlain(value) && !value.contains('\xc2'))
            line += value;
        else
            appendQuoted(line, value);
    }
    return line;
}

void logEvent(const QLoggingCategory &category, QByteArrayView name, std::initializer_list<LogField> fields)
{
    if (category.isInfoEnabled())
        writeLine(QtInfoMsg, category.categoryName(), eventLine(name, fields));
}

void installLogHandler()
{
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &context, const QString &text) {
        writeLine(type, context.category, text.toUtf8());
    });
}

} // namespace conversa
