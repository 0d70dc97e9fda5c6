// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/limits.h"
#include "core/result.h"

#include <QByteArray>

#include <optional>
#include <string_view>

#include <simdjson.h>

namespace conversa {

constexpr qint64 maxSequence = (qint64(1) << 53) - 1; // the largest whole number JavaScript holds exactly
constexpr size_t maxTokenSize = 64;

// Reads the fields of one payload. The first refusal is kept and ends the reading: everything asked for after it comes
// back empty. `null` counts as absent. Lives as long as one message is read.
class FieldReader
{
public:
    // The limits outlive it.
    FieldReader(simdjson::dom::object fields, const Limits &limits);
    const Limits &limits() const { return m_limits; }

    template <typename T>
    T id(std::string_view name)
    {
        const auto value = optionalId<T>(name);
        if (!value)
            refuse(name, "is missing");
        return value.value_or(T{});
    }
    template <typename T>
    std::optional<T> optionalId(std::string_view name)
    {
        const auto text = string(name);
        if (!text)
            return std::nullopt;
        const auto id = T::parse(*text);
        if (!id)
            refuse(name, "must be a UUID");
        return id;
    }

    // Message text, measured as it came and then cleaned; MessageTooLarge over the limit.
    QByteArray text(std::string_view name);
    // Refuses any content type but "text".
    void contentType(std::string_view name);
    // An optional string of the client's own making, up to 64 bytes; empty: absent.
    QByteArray token(std::string_view name);
    // As token(), but never empty and without control characters, so that every store can hold it; up to `most` bytes.
    QByteArray storedToken(std::string_view name, size_t most = maxTokenSize);
    bool has(std::string_view name) const { return find(name).has_value(); }
    // An optional string as it came, valid as long as the parsed document.
    std::optional<std::string_view> string(std::string_view name);
    bool boolean(std::string_view name);
    // An optional whole number.
    std::optional<qint64> number(std::string_view name, qint64 least, qint64 most);
    // A time on the wire as Unix milliseconds.
    qint64 time(std::string_view name);
    std::optional<simdjson::dom::array> array(std::string_view name);
    std::optional<simdjson::dom::object> object(std::string_view name);

    void refuse(std::string_view name, std::string_view problem);
    const std::optional<Error> &refusal() const { return m_refusal; }

    // The message built from the fields, or the first refusal.
    template <typename Wanted, typename T>
    Result<Wanted> finish(T message)
    {
        if (m_refusal)
            return *std::move(m_refusal);
        return Wanted{ std::move(message) };
    }

private:
    std::optional<simdjson::dom::element> find(std::string_view name) const;

    simdjson::dom::object m_fields;
    const Limits &m_limits;
    std::optional<Error> m_refusal;
};

} // namespace conversa
