// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

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
        qCInfo(category).noquote() << QString::fromUtf8(eventLine(name, fields));
}

} // namespace conversa
