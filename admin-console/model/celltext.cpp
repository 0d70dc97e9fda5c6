// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/celltext.h"

#include "admin/tablewriter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace conversa::console {

namespace {

constexpr qint64 secondMs = 1'000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;
constexpr qsizetype shortId = 8; // hexadecimal digits, which a filter takes as an id's beginning

struct Title
{
    const char *name;
    const char *text;
};

constexpr Title titles[] = {
    { "id", QT_TRANSLATE_NOOP("Column", "ID") },
    { "node", QT_TRANSLATE_NOOP("Column", "Server") },
    { "state", QT_TRANSLATE_NOOP("Column", "State") },
    { "tenant", QT_TRANSLATE_NOOP("Column", "Tenant") },
    { "user", QT_TRANSLATE_NOOP("Column", "User") },
    { "name", QT_TRANSLATE_NOOP("Column", "Name") },
    { "role", QT_TRANSLATE_NOOP("Column", "Role") },
    { "key", QT_TRANSLATE_NOOP("Column", "Key") },
    { "ip", QT_TRANSLATE_NOOP("Column", "Address") },
    { "origin", QT_TRANSLATE_NOOP("Column", "Origin") },
    { "client", QT_TRANSLATE_NOOP("Column", "Program") },
    { "text", QT_TRANSLATE_NOOP("Column", "Text") },
    { "age", QT_TRANSLATE_NOOP("Column", "Since") },
    { "idle", QT_TRANSLATE_NOOP("Column", "Last message") },
    { "in", QT_TRANSLATE_NOOP("Column", "Received") },
    { "out", QT_TRANSLATE_NOOP("Column", "Sent") },
    { "in_bytes", QT_TRANSLATE_NOOP("Column", "Bytes received") },
    { "out_bytes", QT_TRANSLATE_NOOP("Column", "Bytes sent") },
    { "queue", QT_TRANSLATE_NOOP("Column", "Queue") },
    { "sessions", QT_TRANSLATE_NOOP("Column", "Sessions") },
    { "rtt", QT_TRANSLATE_NOOP("Column", "Round trip") },
    { "code", QT_TRANSLATE_NOOP("Column", "Code") },
    { "side", QT_TRANSLATE_NOOP("Column", "Closed by") },
    { "reason", QT_TRANSLATE_NOOP("Column", "Reason") },
    { "ago", QT_TRANSLATE_NOOP("Column", "Closed") },
    { "duration", QT_TRANSLATE_NOOP("Column", "Duration") },
    { "contact", QT_TRANSLATE_NOOP("Column", "Contact") },
    { "last_seq", QT_TRANSLATE_NOOP("Column", "Messages") },
    { "seq", QT_TRANSLATE_NOOP("Column", "No.") },
    { "at", QT_TRANSLATE_NOOP("Column", "Time") },
    { "users", QT_TRANSLATE_NOOP("Column", "People") },
    { "connections", QT_TRANSLATE_NOOP("Column", "Connections") },
    { "typing", QT_TRANSLATE_NOOP("Column", "Typing") },
    { "user_name", QT_TRANSLATE_NOOP("Column", "User name") },
    { "created", QT_TRANSLATE_NOOP("Column", "Made") },
    { "expires", QT_TRANSLATE_NOOP("Column", "Expires") },
    { "revoked", QT_TRANSLATE_NOOP("Column", "Revoked") },
    { "ends", QT_TRANSLATE_NOOP("Column", "Holds until") },
    { "by", QT_TRANSLATE_NOOP("Column", "Ordered by") },
    { "session", QT_TRANSLATE_NOOP("Column", "Session") },
    { "author", QT_TRANSLATE_NOOP("Column", "From") },
    { "agent", QT_TRANSLATE_NOOP("Column", "Agent") },
    { "message", QT_TRANSLATE_NOOP("Column", "Message") },
    { "sent", QT_TRANSLATE_NOOP("Column", "Sent") },
    { "delivered", QT_TRANSLATE_NOOP("Column", "Delivered") },
    { "read", QT_TRANSLATE_NOOP("Column", "Read") },
    { "newest", QT_TRANSLATE_NOOP("Column", "Newest message") },
    { "version", QT_TRANSLATE_NOOP("Column", "Version") },
    { "bus", QT_TRANSLATE_NOOP("Column", "Redis link") },
    { "clients", QT_TRANSLATE_NOOP("Column", "Connections") },
    { "kind", QT_TRANSLATE_NOOP("Column", "Kind") },
    { "security", QT_TRANSLATE_NOOP("Column", "Defence") },
    { "action", QT_TRANSLATE_NOOP("Column", "Action") },
    { "result", QT_TRANSLATE_NOOP("Column", "Result") },
    { "target", QT_TRANSLATE_NOOP("Column", "Target") },
    { "request", QT_TRANSLATE_NOOP("Column", "Request") },
    { "detail", QT_TRANSLATE_NOOP("Column", "Detail") },
    { "times", QT_TRANSLATE_NOOP("Column", "Times") },
    { "chain", QT_TRANSLATE_NOOP("Column", "Chain") },
    { "hash", QT_TRANSLATE_NOOP("Column", "Hash") },
    { "level", QT_TRANSLATE_NOOP("Column", "Level") },
    { "category", QT_TRANSLATE_NOOP("Column", "Category") },
    { "event", QT_TRANSLATE_NOOP("Column", "Event") },
    { "time", QT_TRANSLATE_NOOP("Column", "Time") },
    { "connection", QT_TRANSLATE_NOOP("Column", "Connection") },
    { "direction", QT_TRANSLATE_NOOP("Column", "Direction") },
    { "opcode", QT_TRANSLATE_NOOP("Column", "Frame") },
    { "size", QT_TRANSLATE_NOOP("Column", "Size") },
    { "cut", QT_TRANSLATE_NOOP("Column", "Left out") },
    { "payload", QT_TRANSLATE_NOOP("Column", "Content") },
    { "hex", QT_TRANSLATE_NOOP("Column", "Hexadecimal") },
};

// What words of the server mean to a person.
constexpr Title words[] = {
    { "open", QT_TRANSLATE_NOOP("Word", "open") },
    { "draining", QT_TRANSLATE_NOOP("Word", "draining") },
    { "closing", QT_TRANSLATE_NOOP("Word", "closing") },
    { "closed", QT_TRANSLATE_NOOP("Word", "closed") },
    { "admin", QT_TRANSLATE_NOOP("Word", "administrator") },
    { "agent", QT_TRANSLATE_NOOP("Word", "agent") },
    { "contact", QT_TRANSLATE_NOOP("Word", "contact") },
    { "service", QT_TRANSLATE_NOOP("Word", "service") },
    { "escaped", QT_TRANSLATE_NOOP("Word", "escaped") },
    { "plain", QT_TRANSLATE_NOOP("Word", "plain") },
    { "client", QT_TRANSLATE_NOOP("Word", "client") },
    { "server", QT_TRANSLATE_NOOP("Word", "server") },
    { "self", QT_TRANSLATE_NOOP("Word", "answers you") },
    { "up", QT_TRANSLATE_NOOP("Word", "up") },
    { "silent", QT_TRANSLATE_NOOP("Word", "silent") },
    { "degraded", QT_TRANSLATE_NOOP("Word", "degraded") },
    { "off", QT_TRANSLATE_NOOP("Word", "off") },
    { "connect", QT_TRANSLATE_NOOP("Word", "connected") },
    { "disconnect", QT_TRANSLATE_NOOP("Word", "disconnected") },
    { "refusal", QT_TRANSLATE_NOOP("Word", "refused") },
    { "action", QT_TRANSLATE_NOOP("Word", "action") },
    { "origin", QT_TRANSLATE_NOOP("Word", "origin not allowed") },
    { "token", QT_TRANSLATE_NOOP("Word", "bad key") },
    { "limit", QT_TRANSLATE_NOOP("Word", "limit reached") },
    { "oversize", QT_TRANSLATE_NOOP("Word", "too large") },
    { "malformed", QT_TRANSLATE_NOOP("Word", "malformed") },
    { "handshake", QT_TRANSLATE_NOOP("Word", "slow handshake") },
    { "banned", QT_TRANSLATE_NOOP("Word", "banned") },
    { "typing", QT_TRANSLATE_NOOP("Word", "types") },
    { "here", QT_TRANSLATE_NOOP("Word", "here") },
    { "away", QT_TRANSLATE_NOOP("Word", "away") },
    { "sent", QT_TRANSLATE_NOOP("Word", "sent") },
    { "delivered", QT_TRANSLATE_NOOP("Word", "delivered") },
    { "read", QT_TRANSLATE_NOOP("Word", "read") },
    { "good", QT_TRANSLATE_NOOP("Word", "good") },
    { "expiring", QT_TRANSLATE_NOOP("Word", "expires soon") },
    { "expired", QT_TRANSLATE_NOOP("Word", "expired") },
    { "revoked", QT_TRANSLATE_NOOP("Word", "revoked") },
    { "user", QT_TRANSLATE_NOOP("Word", "user") },
    { "address", QT_TRANSLATE_NOOP("Word", "address") },
    { "member", QT_TRANSLATE_NOOP("Word", "member of a session") },
    { "read_only", QT_TRANSLATE_NOOP("Word", "read only") },
    { "debug", QT_TRANSLATE_NOOP("Word", "debug") },
    { "info", QT_TRANSLATE_NOOP("Word", "info") },
    { "warning", QT_TRANSLATE_NOOP("Word", "warning") },
    { "error", QT_TRANSLATE_NOOP("Word", "error") },
    { "in", QT_TRANSLATE_NOOP("Word", "from client") },
    { "out", QT_TRANSLATE_NOOP("Word", "to client") },
};

template <size_t N>
QString translated(const Title (&table)[N], const char *context, QByteArrayView name)
{
    for (const Title &title : table) {
        if (name == title.name)
            return QCoreApplication::translate(context, title.text);
    }
    return QString::fromUtf8(name);
}

struct CellWriter
{
    const Field &field;
    qint64 nowMs;

    QString operator()(std::monostate) const { return {}; }
    QString operator()(QByteArrayView text) const
    {
        return field.kind == FieldKind::Word ? translated(words, "Word", text) : QString::fromUtf8(text);
    }
    QString operator()(const Uuid &id) const { return QString::fromLatin1(id.toByteArray().first(shortId)); }
    QString operator()(const IpAddress &address) const { return QString::fromLatin1(address.toByteArray()); }
    QString operator()(qint64 number) const
    {
        switch (field.kind) {
        case FieldKind::Bytes:
            return QLocale().formattedDataSize(number, 1, QLocale::DataSizeTraditionalFormat);
        case FieldKind::Span:
            return spanText(number);
        case FieldKind::Since:
            return ageText(number);
        default: // a close code is a name, not a quantity
            return field.name == "code" ? QString::number(number) : QLocale().toString(number);
        }
    }
    // At least a second. What is newer than `now` came since, or its server's clock goes before ours.
    QString ageText(qint64 unixMs) const
    {
        const qint64 ms = nowMs - unixMs;
        return ms > -minuteMs && ms < hourMs ? spanText(std::max(ms, secondMs)) : momentText(unixMs);
    }
};

} // namespace

QString cellText(const Field &field, const FieldValue &value, qint64 nowMs)
{
    return std::visit(CellWriter{ field, nowMs }, value);
}

QString wholeText(const Field &field, const FieldValue &value)
{
    return QString::fromUtf8(plainText(field, value));
}

QString toolTipOf(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

bool isFigure(FieldKind kind)
{
    return kind == FieldKind::Count || kind == FieldKind::Bytes || kind == FieldKind::Span;
}

// Its key says more where fields of two tables have one name.
QString columnTitle(const Field &field)
{
    const bool isByKey = std::any_of(std::begin(titles), std::end(titles), [&](const Title &title) { return view(field.key) == title.name; });
    return translated(titles, "Column", view(isByKey ? field.key : field.name));
}

QString spanText(qint64 ms)
{
    const QLocale locale;
    if (ms < secondMs)
        return QCoreApplication::translate("Span", "%1 ms").arg(locale.toString(std::max<qint64>(ms, 0)));
    if (ms < minuteMs)
        return QCoreApplication::translate("Span", "%1 s").arg(locale.toString(ms / secondMs));
    if (ms < hourMs)
        return QCoreApplication::translate("Span", "%1 min").arg(locale.toString(ms / minuteMs));
    if (ms < 2 * dayMs)
        return QCoreApplication::translate("Span", "%1 h").arg(locale.toString(ms / hourMs));
    return QCoreApplication::translate("Span", "%1 d").arg(locale.toString(ms / dayMs));
}

QString momentText(qint64 unixMs)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(unixMs), QLocale::ShortFormat);
}

} // namespace conversa::console
