// SPDX-License-Identifier: Apache-2.0
#include "app/keycommand.h"

#include "app/exitcodes.h"
#include "auth/token.h"
#include "core/clock.h"
#include "core/timestamp.h"
#include "protocol/text.h"
#include "store/storeurl.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace conversa {

namespace {

int refused(const Error &error, int code)
{
    std::fprintf(stderr, "conversa-server key: %s\n", error.message.constData());
    return code;
}

int codeOf(const Error &error)
{
    return error.code == ErrorCode::Unavailable ? exitcode::unavailable : exitcode::config;
}

template <typename T>
Result<T> parseId(const char *flag, const QByteArray &text)
{
    if (const auto id = T::parse({text.constData(), size_t(text.size())}))
        return *id;
    return Error{ErrorCode::InvalidField, QByteArray(flag) + " takes a UUID, not \"" + text + '"'};
}

// What stands in logs and channel names, and on the administrator's terminal.
bool isPlainName(const QByteArray &text)
{
    return text.isValidUtf8() && text == cleanName(text);
}

Result<ApiKey> keyOf(const KeyCommand &command, qint64 nowMs)
{
    const auto role = parseRole({command.role.constData(), size_t(command.role.size())});
    if (command.name.isEmpty() || command.tenant.isEmpty() || !role)
        return Error{ErrorCode::InvalidField, "create needs --name, --tenant and --role admin|agent|contact|service"};
    if (!isPlainName(command.tenant))
        return Error{ErrorCode::InvalidField, "--tenant takes UTF-8 on one line, without control characters"};
    if (!command.name.isValidUtf8() || !command.userName.isValidUtf8())
        return Error{ErrorCode::InvalidField, "--name and --user-name take UTF-8"};
    ApiKey key;
    key.id = KeyId{Uuid::random()};
    key.name = cleanName(command.name);
    key.tenant = command.tenant;
    key.role = *role;
    key.user = UserId{Uuid::random()};
    key.userName = cleanName(command.userName.isEmpty() ? command.name : command.userName);
    key.createdMs = nowMs;
    if (command.expiresInMs)
        key.expiresMs = nowMs + *command.expiresInMs;
    if (!command.userId.isEmpty()) {
        const auto user = parseId<UserId>("--user-id", command.userId);
        if (!user)
            return user.error();
        key.user = *user;
    }
    if ((key.role == Role::Contact) == command.contact.isEmpty())
        return Error{ErrorCode::InvalidField, "--contact UUID goes with --role contact, and only with it"};
    if (key.role == Role::Contact) {
        const auto contact = parseId<ContactId>("--contact", command.contact);
        if (!contact)
            return contact.error();
        key.contact = *contact;
    }
    for (const QByteArray &text : command.sessions) {
        const auto session = parseId<SessionId>("--session", text);
        if (!session)
            return session.error();
        key.sessions.push_back(*session);
    }
    return key;
}

int create(MessageStore &store, const KeyCommand &command)
{
    auto key = keyOf(command, Clock::system().wallMs());
    if (!key)
        return refused(key.error(), exitcode::data);
    const QByteArray token = generateToken();
    key->sha256 = tokenHash(token);
    if (const auto added = store.addKey(*key); !added)
        return refused(added.error(), codeOf(added.error()));
    std::printf("id     %s\ntoken  %s\nThe token is shown this once; keep it safe.\n", key->id.toByteArray().constData(), token.constData());
    return exitcode::ok;
}

QJsonObject describe(const ApiKey &key)
{
    const std::string_view role = roleName(key.role);
    QJsonObject object{{QStringLiteral("id"), QString::fromLatin1(key.id.toByteArray())},
                       {QStringLiteral("name"), QString::fromUtf8(key.name)},
                       {QStringLiteral("tenant"), QString::fromUtf8(key.tenant)},
                       {QStringLiteral("role"), QString::fromLatin1(role.data(), qsizetype(role.size()))},
                       {QStringLiteral("user_id"), QString::fromLatin1(key.user.toByteArray())},
                       {QStringLiteral("created_at"), QString::fromLatin1(timestampText(key.createdMs))}};
    if (key.expiresMs)
        object.insert(QStringLiteral("expires_at"), QString::fromLatin1(timestampText(*key.expiresMs)));
    if (key.revokedMs)
        object.insert(QStringLiteral("revoked_at"), QString::fromLatin1(timestampText(*key.revokedMs)));
    return object;
}

const char *stateOf(const ApiKey &key, qint64 nowMs)
{
    return key.revokedMs ? "revoked" : key.expiresMs && *key.expiresMs < nowMs ? "expired" : "active";
}

int list(MessageStore &store, const KeyCommand &command)
{
    const auto keys = store.keys({command.tenant});
    if (!keys)
        return refused(keys.error(), codeOf(keys.error()));
    QJsonArray array;
    for (const ApiKey &key : *keys)
        array.append(describe(key));
    if (command.json) {
        std::printf("%s\n", QJsonDocument(array).toJson(QJsonDocument::Compact).constData());
        return exitcode::ok;
    }
    std::printf("%-36s  %-8s  %-12s  %-8s  %s\n", "id", "role", "tenant", "state", "name");
    const qint64 nowMs = Clock::system().wallMs();
    for (const ApiKey &key : *keys)
        std::printf("%-36s  %-8s  %-12s  %-8s  %s\n", key.id.toByteArray().constData(), roleName(key.role).data(),
                    key.tenant.constData(), stateOf(key, nowMs), key.name.constData());
    return exitcode::ok;
}

int revoke(MessageStore &store, const KeyCommand &command)
{
    const auto id = parseId<KeyId>("revoke", command.id);
    if (!id)
        return refused(id.error(), exitcode::data);
    const auto revoked = store.revokeKey(*id, Clock::system().wallMs());
    if (!revoked)
        return refused(revoked.error(), codeOf(revoked.error()));
    if (!*revoked)
        return refused({ErrorCode::NotFound, "there is no key with this id"}, exitcode::data);
    std::printf("revoked %s\n", command.id.constData());
    return exitcode::ok;
}

} // namespace

int runKeyCommand(int argc, char **argv, const KeyCommand &command, const Config &config)
{
    const QCoreApplication application(argc, argv); // Qt's database drivers are plugins
    const auto parsed = parseStoreUrl(config.databaseUrl);
    if (!parsed)
        return refused(parsed.error(), exitcode::config);
    const auto store = makeStoreFactory(*parsed)();
    if (const auto opened = store->open(); !opened)
        return refused(opened.error(), codeOf(opened.error()));
    switch (command.action) {
    case KeyCommand::Action::Create:
        return create(*store, command);
    case KeyCommand::Action::List:
        return list(*store, command);
    case KeyCommand::Action::Revoke:
        break;
    }
    return revoke(*store, command);
}

} // namespace conversa
