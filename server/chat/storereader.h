// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/post.h"
#include "store/storage.h"

#include <functional>
#include <memory>

namespace conversa {

// The hop of one network thread to a storage thread and back.
class StoreReader
{
public:
    StoreReader(Storage &storage, ThreadPort &port)
        : m_storage(storage)
        , m_port(port)
    {
    }

    // Runs `query` on a reader thread, then `then` with its result in the port's thread. Unavailable or Overloaded when the
    // store cannot be asked.
    template <typename T>
    void read(std::function<Result<T>(MessageStore &)> query, std::function<void(Result<T>)> then) const
    {
        m_storage.read(job<T>(std::move(query), std::move(then)));
    }
    // The same on the thread for small writes.
    template <typename T>
    void writeAside(std::function<Result<T>(MessageStore &)> change, std::function<void(Result<T>)> then) const
    {
        m_storage.writeAside(job<T>(std::move(change), std::move(then)));
    }

private:
    template <typename T>
    std::function<void(Result<MessageStore *>)> job(std::function<Result<T>(MessageStore &)> query,
                                                    std::function<void(Result<T>)> then) const
    {
        return [query = std::move(query), then = std::move(then), &port = m_port](Result<MessageStore *> store) {
            auto result = std::make_shared<Result<T>>(store ? query(**store) : Result<T>(store.error()));
            port.post(Task([then, result] { then(std::move(*result)); }));
        };
    }

    Storage &m_storage;
    ThreadPort &m_port;
};

} // namespace conversa
