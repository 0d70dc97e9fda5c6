// SPDX-License-Identifier: Apache-2.0
#include "store/postgresconnector.h"

#include "store/postgreslogin.h"

#include <QSqlDriver>

#include <libpq-fe.h>

#include <array>

using namespace Qt::StringLiterals;

namespace conversa {

namespace {

// Times in the units of libpq: seconds, tcp_user_timeout milliseconds.
const QMap<QString, QString> &defaultOptions()
{
    static const QMap<QString, QString> options{
        { u"connect_timeout"_s, u"3"_s },
        { u"keepalives_idle"_s, u"10"_s },
        { u"keepalives_interval"_s, u"3"_s },
        { u"keepalives_count"_s, u"3"_s },
        { u"tcp_user_timeout"_s, u"5000"_s },
        { u"application_name"_s, u"conversa-server"_s },
        { u"target_session_attrs"_s, u"read-write"_s },
    };
    return options;
}

// The server ends on its side what this side has given up. Plans are made once, before the tables have statistics, and
// must serve every size of batch and of table: index lookups row by row.
constexpr auto serverSettings = "-c statement_timeout=5000 -c idle_in_transaction_session_timeout=5000 "
                                "-c default_transaction_isolation=read\\ committed -c synchronous_commit=on "
                                "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off "
                                "-c enable_hashjoin=off -c enable_mergejoin=off";

QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

QMap<QString, QString> optionsOf(const PostgresAddress &address)
{
    auto options = defaultOptions();
    options.insert(address.options);
    options[u"options"_s] = QString::fromLatin1(serverSettings) + u' ' + address.options.value(u"options"_s);
    return options;
}

QString connectOptions(const PostgresAddress &address)
{
    const auto options = optionsOf(address);
    QStringList parts;
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        parts.append(option.key() + u'=' + quoted(option.value()));
    return parts.join(u';');
}

// The same as one list, for libpq itself.
QMap<QString, QString> loginOf(const PostgresAddress &address)
{
    auto login = optionsOf(address);
    const std::array<std::pair<QString, QString>, 4> parts { { { u"host"_s, address.host }, { u"user"_s, address.user },
        { u"password"_s, address.password }, { u"dbname"_s, address.database } } };
    for (const auto &[name, value] : parts) {
        if (!value.isEmpty())
            login.insert(name, value);
    }
    if (!login.contains(u"port"_s))
        login.insert(u"port"_s, QString::number(address.port));
    return login;
}

} // namespace

PostgresConnector::PostgresConnector(SqlConnection &connection, PostgresAddress address)
    : m_connection(connection)
    , m_address(std::move(address))
    , m_wantsWrites(optionsOf(m_address).value(u"target_session_attrs"_s) == u"read-write"_s)
{
}

Result<void> PostgresConnector::open()
{
    const auto opened = m_connection.open([this](QSqlDatabase &database) {
        database.setHostName(m_address.host);
        database.setPort(m_address.options.contains(u"port"_s) ? -1 : m_address.port);
        database.setUserName(m_address.user);
        database.setPassword(m_address.password);
        database.setDatabaseName(m_address.database);
        database.setConnectOptions(connectOptions(m_address));
    });
    // What was good once and is refused now may be good again.
    if (!opened)
        return m_wasOpen ? opened.error() : loginRefusal(loginOf(m_address)).value_or(opened.error());
    const int socket = PQsocket(handle());
    if (socket < 0) {
        close();
        return Error{ ErrorCode::Internal, QByteArrayLiteral("Qt's PostgreSQL driver does not give its connection.") };
    }
    m_socket.hold(socket);
    m_wasOpen = true;
    return {};
}

bool PostgresConnector::isOpen() const
{
    if (!m_connection.isOpen())
        return false;
    // An idle connection has nothing to say but that it ends; what else there is (a notice) is read here. The end may
    // stand behind a last error message, so it takes more than one look.
    for (int looks = 0; looks < 3 && m_socket.hasInput(); ++looks) {
        if (PQconsumeInput(handle()) == 0)
            break;
    }
    return m_connection.isOpen() && !hasTurnedReadOnly();
}

bool PostgresConnector::hasTurnedReadOnly() const
{
    if (!m_wantsWrites)
        return false;
    // Told with each answer after a change, from version 14 on. Null: not told.
    return QByteArrayView(PQparameterStatus(handle(), "default_transaction_read_only")) == "on"
        || QByteArrayView(PQparameterStatus(handle(), "in_hot_standby")) == "on";
}

void PostgresConnector::close()
{
    m_socket.release();
    m_connection.close();
}

pg_conn *PostgresConnector::handle() const
{
    const QVariant handle = m_connection.driver()->handle();
    // Named after the typedef or after the struct, as the Qt version has it.
    const QByteArrayView type(handle.typeName());
    if (type != "PGconn*" && type != "pg_conn*")
        return nullptr;
    return *static_cast<PGconn *const *>(handle.constData());
}

} // namespace conversa
