// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <string_view>
#include <vector>

namespace conversa {

// One reply of the protocol RESP2, as a value.
struct RedisReply
{
    enum class Type { Nil, Status, Error, Integer, String, Array };

    Type type = Type::Nil;
    QByteArray text = {}; // of Status, Error and String
    qint64 integer = 0;
    std::vector<RedisReply> elements = {};

    bool operator==(const RedisReply &) const = default;
};

// Why Redis did not do what was asked, by what can be done about it. Names stand in logs and health reports.
enum class RedisFault {
    Unreachable, // no connection, or it broke
    Timeout, // connected, but no answer in time
    Protocol, // what came was no RESP2, or out of turn
    Tls,
    Auth, // NOAUTH, WRONGPASS, NOPERM
    Loading, // reads its data set
    ReadOnly, // a replica
    OutOfMemory,
    Misconfigured, // MISCONF: cannot persist
    Busy, // a script runs, or a replica without its master
    Overflow, // our own bound on what is under way
    Other,
};
constexpr int redisFaultCount = int(RedisFault::Other) + 1;

std::string_view faultName(RedisFault fault);
// Classifies an error reply by its first word.
RedisFault classify(QByteArrayView errorText);

struct RedisError
{
    RedisFault fault = RedisFault::Other;
    QByteArray message; // for a person; never a password
};

// What became of one command: an error reply is an error here, never a reply.
struct RedisAnswer
{
    RedisReply reply = {};
    std::optional<RedisError> error = {};

    explicit operator bool() const { return !error; }
};

} // namespace conversa
