// SPDX-License-Identifier: Apache-2.0
// RestApi's half about sessions: what stands under /api/v1/sessions.
#include "net/restapi.h"

#include "chat/historyservice.h"
#include "net/restio.h"
#include "protocol/servermessages.h"

#include <algorithm>

namespace conversa {

namespace {

constexpr int mostRows = 100;
constexpr qint64 maxSeq = (qint64(1) << 53) - 1;

// True for `second`; nullopt when the parameter is absent.
Result<std::optional<bool>> choice(const RestRequest &request, const char *name, const char *first, const char *second)
{
    const auto text = request.parameter(name);
    if (!text)
        return std::optional<bool>{};
    if (*text != first && *text != second)
        return invalidField(name, std::string("must be ") + first + " or " + second + '.');
    return std::optional(*text == second);
}

QByteArray cursorText(const InboxPlace &place)
{
    return QByteArray::number(place.changedUs) + '.' + place.session.toByteArray();
}

Result<InboxPlace> cursorIn(const RestRequest &request)
{
    const auto text = request.parameter("cursor");
    if (!text)
        return inboxStart();
    const qsizetype dot = text->indexOf('.');
    bool isNumber = false;
    const qint64 changedUs = text->left(std::max<qsizetype>(dot, 0)).toLongLong(&isNumber);
    const auto session = SessionId::parse(textView(QByteArrayView(*text).sliced(dot + 1)));
    if (!isNumber || changedUs < 0 || changedUs > inboxStart().changedUs || !session)
        return invalidField("cursor", "must be the next_cursor of a page.");
    return InboxPlace{changedUs, *session};
}

Result<InboxFilter> filterOf(const RestRequest &request)
{
    const auto state = choice(request, "state", "open", "closed");
    const auto unread = choice(request, "unread", "false", "true");
    const auto waiting = choice(request, "waiting", "false", "true");
    const auto limit = numberIn(request, "limit", 1, mostRows);
    const auto cursor = cursorIn(request);
    for (const auto *checked : {&state, &unread, &waiting}) {
        if (!*checked)
            return checked->error();
    }
    if (!limit)
        return limit.error();
    if (!cursor)
        return cursor.error();
    InboxFilter filter{state->value_or(false), *unread, *waiting, *cursor};
    filter.limit = int(limit->value_or(filter.limit));
    return filter;
}

Response rowResponse(const InboxRow &row, int status)
{
    Response response{status};
    encodeInboxRow(response.body, row);
    return response;
}

} // namespace

void RestApi::inbox(const RestRequest &request, const Respond &respond) const
{
    const auto filter = filterOf(request);
    if (!filter) {
        respond(errorResponse(filter.error()));
        return;
    }
    m_env.sessions.inbox(request.principal, *filter, [this, respond, principal = request.principal](Result<InboxPage> page) {
        if (!page) {
            respond(errorResponse(page.error()));
            return;
        }
        std::erase_if(page->rows, [&](const InboxRow &row) {
            return !m_env.restrictions.mayBeIn(*principal, row.session);
        });
        Response response;
        encodeInboxBody(response.body, page->rows, page->next ? cursorText(*page->next) : QByteArray());
        respond(std::move(response));
    });
}

void RestApi::createSession(const RestRequest &request, const Respond &respond) const
{
    const auto session = readSessionBody(request.body, m_env.limits);
    if (!session) {
        respond(errorResponse(session.error()));
        return;
    }
    m_env.sessions.create(request.principal, *session, [respond](const Result<SessionService::Made> &made) {
        respond(made ? rowResponse(made->row, made->isNew ? 201 : 200) : errorResponse(made.error()));
    });
}

void RestApi::closeSession(const RestRequest &request, const Respond &respond) const
{
    setClosed(request, true, respond);
}

void RestApi::reopenSession(const RestRequest &request, const Respond &respond) const
{
    setClosed(request, false, respond);
}

void RestApi::setClosed(const RestRequest &request, bool closed, const Respond &respond) const
{
    const auto session = idIn<SessionId>(request, "session_id");
    const auto checked = request.body.isEmpty() ? Result<void>() : readEmptyBody(request.body, m_env.limits);
    if (!session || !checked) {
        respond(errorResponse(session ? checked.error() : session.error()));
        return;
    }
    m_env.sessions.setClosed(request.principal, *session, closed, [respond](const Result<InboxRow> &row) {
        respond(row ? rowResponse(*row, 200) : errorResponse(row.error()));
    });
}

void RestApi::bringMessage(const RestRequest &request, const Respond &respond) const
{
    const auto session = idIn<SessionId>(request, "session_id");
    const auto message = session ? readMessageBody(request.body, m_env.limits) : session.error();
    if (!message) {
        respond(errorResponse(message.error()));
        return;
    }
    m_env.ingest.bring(request.principal, *session, *message,
                       [respond, externalId = message->externalId](const Result<Appended> &appended) {
                           if (!appended) {
                               respond(errorResponse(appended.error()));
                               return;
                           }
                           Response response{appended->repeated ? 200 : 201};
                           encodeMessageBody(response.body, appended->message, externalId);
                           respond(std::move(response));
                       });
}

void RestApi::bringReceipt(const RestRequest &request, const Respond &respond) const
{
    const auto session = idIn<SessionId>(request, "session_id");
    const auto receipt = session ? readReceiptBody(request.body, m_env.limits) : session.error();
    if (!receipt) {
        respond(errorResponse(receipt.error()));
        return;
    }
    m_env.ingest.mark(request.principal, *session, *receipt, [respond](const Result<ReceiptPlaced> &placed) {
        if (!placed)
            respond(errorResponse(placed.error()));
        else if (placed->upToSeq == 0)
            respond({202, R"({"parked":true})"});
        else
            respond({200, "{\"parked\":false,\"up_to_seq\":" + QByteArray::number(placed->upToSeq) + '}'});
    });
}

void RestApi::history(const RestRequest &request, const Respond &respond) const
{
    const auto query = historyQuery(request);
    if (!query) {
        respond(errorResponse(query.error()));
        return;
    }
    m_env.storage.read([query = *query, respond, principal = request.principal,
                        autoCreate = m_env.autoCreateSessions](const Result<MessageStore *> &store) {
        const Result<HistoryPage> page = store ? readHistory(**store, *principal, query, autoCreate) : store.error();
        if (!page) {
            respond(errorResponse(page.error()));
            return;
        }
        Response response;
        encodeHistoryBody(response.body, *page, principal->user);
        respond(std::move(response));
    });
}

Result<HistoryQuery> RestApi::historyQuery(const RestRequest &request) const
{
    const auto session = idIn<SessionId>(request, "session_id");
    const auto before = numberIn(request, "before_seq", 0, maxSeq);
    const auto after = numberIn(request, "after_seq", 0, maxSeq);
    const auto limit = numberIn(request, "limit", 1, m_env.limits.pageMessages);
    if (!session)
        return session.error();
    for (const auto *checked : {&before, &after, &limit}) {
        if (!*checked)
            return checked->error();
    }
    if (*before && *after)
        return invalidField("after_seq", "cannot be given together with before_seq.");
    return HistoryQuery{{request.principal->tenant, *session}, *before, *after,
                        int(limit->value_or(m_env.limits.pageMessages)), m_env.limits.pageBytes};
}

} // namespace conversa
