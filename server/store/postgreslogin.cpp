// SPDX-License-Identifier: Apache-2.0
#include "store/postgreslogin.h"

#include <QByteArrayList>
#include <QDeadlineTimer>

#include <memory>
#include <vector>

#include <libpq-fe.h>
#include <poll.h>

namespace conversa {

namespace {

constexpr int patienceMs = 3'000;

struct Finish
{
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, Finish>;

Connection startConnection(const QMap<QString, QString> &options)
{
    QByteArrayList texts;
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        texts << option.key().toUtf8() << option.value().toUtf8();
    std::vector<const char *> names, values;
    for (qsizetype i = 0; i < texts.size(); i += 2) {
        names.push_back(texts[i].constData());
        values.push_back(texts[i + 1].constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    Connection connection(PQconnectStartParams(names.data(), values.data(), 0));
    // The state alone, which no language of the server's changes.
    PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
    return connection;
}

// Whether the login ended, either way.
bool finishLogin(PGconn *connection)
{
    const QDeadlineTimer deadline(patienceMs);
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
        const short wanted = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        pollfd socket{ PQsocket(connection), wanted, 0 };
        if (::poll(&socket, 1, int(deadline.remainingTime())) <= 0)
            return false;
        state = PQconnectPoll(connection);
    }
    return true;
}

std::optional<Error> refusal(const char *reason)
{
    return Error{ ErrorCode::Internal, reason };
}

} // namespace

std::optional<Error> loginRefusal(const QMap<QString, QString> &options)
{
    const Connection connection = startConnection(options);
    if (PQstatus(connection.get()) == CONNECTION_BAD || !finishLogin(connection.get()))
        return std::nullopt;
    if (PQconnectionNeedsPassword(connection.get()))
        return refusal("PostgreSQL asks for a password, and database.url has none.");
    const QByteArray state = QByteArray(PQerrorMessage(connection.get())).trimmed().right(5);
    if (state.startsWith("28"))
        return refusal("PostgreSQL refuses the user or the password of database.url.");
    if (state == "3D000")
        return refusal("PostgreSQL has no database of the name in database.url; create it with the encoding UTF8.");
    if (state == "42501")
        return refusal("PostgreSQL does not let the user of database.url into that database.");
    return std::nullopt;
}

} // namespace conversa
