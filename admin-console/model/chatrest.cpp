// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/chatrest.h"

#include "protocol/jsonwriter.h"

namespace conversa::console {

namespace {

const QString sessionsPath = QStringLiteral("/api/v1/sessions");

Result<QByteArray> readTicket(QByteArrayView body)
{
    const auto json = readJsonObject(body);
    if (!json)
        return json.error();
    const QByteArray ticket = (*json)[QLatin1String("ticket")].toString().toUtf8();
    if (ticket.isEmpty())
        return Error{ ErrorCode::Internal, "The server gave no ticket." };
    return ticket;
}

} // namespace

Error errorOf(const Failure &failure)
{
    const auto code = parseErrorCode({ failure.code.constData(), size_t(failure.code.size()) });
    if (!failure.sentence.isEmpty())
        return { code.value_or(ErrorCode::Internal), failure.sentence };
    if (failure.status == 0)
        return { ErrorCode::Unavailable, "The server cannot be reached." };
    return { code.value_or(ErrorCode::Internal), "The server answered with " + QByteArray::number(failure.status) + "." };
}

void ChatRest::openSession(ContactId contact, const QByteArray &contactName, QObject *context, RowDone done) const
{
    const QByteArray body = jsonObject([&](JsonWriter &json) {
        json.id("contact_id", contact.uuid);
        if (!contactName.isEmpty())
            json.text("contact_name", contactName);
    });
    m_rest->ask<InboxRow>({ .path = sessionsPath, .verb = "POST", .body = body }, readInboxRow, context, std::move(done));
}

void ChatRest::setClosed(SessionId session, bool isClosed, QObject *context, RowDone done) const
{
    const QString path = sessionsPath + QLatin1Char('/') + QString::fromLatin1(session.toByteArray())
        + (isClosed ? QLatin1String("/close") : QLatin1String("/reopen"));
    m_rest->ask<InboxRow>({ .path = path, .verb = "POST", .body = "{}" }, readInboxRow, context, std::move(done));
}

void ChatRest::inbox(const QByteArray &cursor, QObject *context, std::function<void(const Answer<InboxRows> &)> done) const
{
    QUrlQuery query{ { QStringLiteral("limit"), QStringLiteral("100") } };
    if (!cursor.isEmpty())
        query.addQueryItem(QStringLiteral("cursor"), QString::fromLatin1(cursor));
    m_rest->ask<InboxRows>({ .path = sessionsPath, .query = query }, readInboxRows, context, std::move(done));
}

TokenSource ChatRest::contactOf(SessionId session) const
{
    return [rest = m_rest, session](QObject *context, std::function<void(const Result<QByteArray> &)> done) {
        const QByteArray body = jsonObject([&](JsonWriter &json) { json.id("as_contact_of", session.uuid); });
        rest->ask<QByteArray>({ .path = QStringLiteral("/api/v1/auth/ticket"), .verb = "POST", .body = body }, readTicket, context,
            [done = std::move(done)](const Answer<QByteArray> &ticket) {
                done(ticket ? Result<QByteArray>(*ticket) : Result<QByteArray>(errorOf(ticket.failure())));
            });
    };
}

} // namespace conversa::console
