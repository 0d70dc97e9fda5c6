// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "redis/redisreply.h"

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>
#include <memory>
#include <optional>

struct redisReader;

namespace conversa {

// Appends one command as RESP2 to `out`.
void appendCommand(QByteArray &out, std::initializer_list<QByteArrayView> arguments);

// Cuts what a Redis sends into replies. Bounded: a reply larger than maxReply bytes or of more than maxElements elements is
// refused before there is memory for it. The two functions above and in here are all that knows hiredis.
class RespReader
{
public:
    static constexpr qsizetype maxReply = 4 * 1024 * 1024;
    static constexpr qint64 maxElements = 4096; // of one reply, all its arrays together

    RespReader();
    ~RespReader();
    Q_DISABLE_COPY_MOVE(RespReader)

    // InvalidMessage: what came is no RESP2 or over the bounds; nothing more can be read of this stream.
    Result<void> feed(QByteArrayView bytes);
    // The next whole reply; nullopt: it is not there yet. InvalidMessage as above.
    Result<std::optional<RedisReply>> next();

private:
    struct Free
    {
        void operator()(redisReader *reader) const;
    };
    qint64 m_elements = 0; // still allowed in the reply under way
    std::unique_ptr<redisReader, Free> m_reader;
};

} // namespace conversa
