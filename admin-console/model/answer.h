// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/problem.h"

#include <QByteArray>

#include <optional>
#include <utility>

namespace conversa::console {

// Why a server did not do what it was asked.
struct Failure
{
    Problem problem = Problem::None;
    int status = 0; // HTTP; 0: no answer came
    QByteArray code = {}; // the server's, "invalid_field"; empty: it gave none
    QByteArray sentence = {}; // the server's own words, without secrets; empty: it had none
    QByteArray field = {};
    std::optional<qint64> column = {}; // in a filter, from 1

    bool operator==(const Failure &) const = default;
};

// What a server answered, or why it did not.
template <typename T>
class Answer
{
public:
    Answer(T value)
        : m_value(std::move(value))
    {
    }
    Answer(Failure failure)
        : m_failure(std::move(failure))
    {
    }

    explicit operator bool() const { return m_value.has_value(); }
    const T &operator*() const { return *m_value; }
    const T *operator->() const { return &*m_value; }
    const Failure &failure() const { return m_failure; }

private:
    std::optional<T> m_value;
    Failure m_failure;
};

} // namespace conversa::console
