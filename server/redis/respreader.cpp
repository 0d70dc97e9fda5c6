// SPDX-License-Identifier: Apache-2.0
#include "redis/respreader.h"

#include <vector>

#include <hiredis/hiredis.h>

namespace conversa {

namespace {

// hiredis' own maker of arrays behind our bound. Its size is int or size_t, by the version of hiredis.
template <typename Size>
struct Bounded
{
    using Create = void *(*)(const redisReadTask *, Size);
    static inline Create own = nullptr;

    static void *create(const redisReadTask *task, Size size)
    {
        auto &left = *static_cast<qint64 *>(task->privdata);
        left -= qint64(size);
        return left < 0 ? nullptr : own(task, size);
    }
};

template <typename Size>
void bound(void *(*&create)(const redisReadTask *, Size))
{
    Bounded<Size>::own = create;
    create = &Bounded<Size>::create;
}

redisReplyObjectFunctions &boundedFunctions(const redisReplyObjectFunctions &own)
{
    static redisReplyObjectFunctions functions = [&own] {
        redisReplyObjectFunctions copy = own;
        bound(copy.createArray);
        return copy;
    }();
    return functions;
}

RedisReply valueOf(const redisReply &from)
{
    RedisReply reply;
    switch (from.type) {
    case REDIS_REPLY_INTEGER:
        reply.type = RedisReply::Type::Integer;
        reply.integer = from.integer;
        break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
    case REDIS_REPLY_ERROR:
        reply.type = from.type == REDIS_REPLY_STRING ? RedisReply::Type::String
            : from.type == REDIS_REPLY_STATUS        ? RedisReply::Type::Status
                                                     : RedisReply::Type::Error;
        reply.text = QByteArray(from.str, qsizetype(from.len));
        break;
    case REDIS_REPLY_ARRAY:
        reply.type = RedisReply::Type::Array;
        reply.elements.reserve(from.elements);
        for (size_t i = 0; i < from.elements; ++i)
            reply.elements.push_back(valueOf(*from.element[i]));
        break;
    default: // nil; what only RESP3 has is never asked for
        break;
    }
    return reply;
}

Error unreadable(const char *what)
{
    return { ErrorCode::InvalidMessage, what };
}

} // namespace

void appendCommand(QByteArray &out, std::initializer_list<QByteArrayView> arguments)
{
    std::vector<const char *> values;
    std::vector<size_t> sizes;
    for (const QByteArrayView argument : arguments) {
        values.push_back(argument.data());
        sizes.push_back(size_t(argument.size()));
    }
    char *command = nullptr;
    const auto size = redisFormatCommandArgv(&command, int(values.size()), values.data(), sizes.data());
    if (size < 0)
        qFatal("out of memory");
    out.append(command, qsizetype(size));
    redisFreeCommand(command);
}

RespReader::RespReader()
    : m_elements(maxElements)
    , m_reader(redisReaderCreate())
{
    if (!m_reader)
        qFatal("out of memory");
    m_reader->fn = &boundedFunctions(*m_reader->fn);
    m_reader->privdata = &m_elements;
}

RespReader::~RespReader() = default;

void RespReader::Free::operator()(redisReader *reader) const
{
    redisReaderFree(reader);
}

Result<void> RespReader::feed(QByteArrayView bytes)
{
    if (qsizetype(m_reader->len - m_reader->pos) + bytes.size() > maxReply)
        return unreadable("a reply is too large");
    if (redisReaderFeed(m_reader.get(), bytes.data(), size_t(bytes.size())) != REDIS_OK)
        return unreadable(m_reader->errstr);
    return {};
}

Result<std::optional<RedisReply>> RespReader::next()
{
    void *raw = nullptr;
    if (redisReaderGetReply(m_reader.get(), &raw) != REDIS_OK)
        return unreadable(m_elements < 0 ? "a reply has too many elements" : m_reader->errstr);
    if (!raw)
        return std::optional<RedisReply>();
    auto *reply = static_cast<redisReply *>(raw);
    std::optional<RedisReply> value = valueOf(*reply);
    freeReplyObject(reply);
    m_elements = maxElements;
    return value;
}

} // namespace conversa
