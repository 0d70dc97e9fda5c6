// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <type_traits>

namespace conversa {

// A number that one thread may change while others read it. A read is whole, costs what a plain one costs, and promises nothing
// about other numbers.
template <typename T>
class Live
{
    static_assert(std::is_arithmetic_v<T> && std::atomic<T>::is_always_lock_free);

public:
    Live(T value = {})
        : m_value(value)
    {
    }
    Live(const Live &other)
        : m_value(other.get())
    {
    }
    Live &operator=(const Live &other)
    {
        m_value.store(other.get(), std::memory_order_relaxed);
        return *this;
    }
    T get() const { return m_value.load(std::memory_order_relaxed); }
    operator T() const { return get(); }

private:
    std::atomic<T> m_value;
};

} // namespace conversa
