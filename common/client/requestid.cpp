// SPDX-License-Identifier: Apache-2.0
#include "client/requestid.h"

#include <array>

namespace conversa {

namespace {

constexpr std::array<const char *, 6> names{ "", "join", "send", "gap", "history", "ping" }; // in the order of Kind

} // namespace

RequestId RequestId::parse(const QByteArray &text)
{
    const qsizetype slash = text.indexOf('/');
    for (size_t i = 1; i < names.size(); ++i) {
        if (slash > 0 && text.first(slash) == names[i])
            return { Kind(i), text.sliced(slash + 1) };
    }
    return {};
}

QByteArray RequestId::text() const
{
    return names[size_t(kind)] + ('/' + subject);
}

SessionId RequestId::session() const
{
    return SessionId::parse({ subject.constData(), size_t(subject.size()) }).value_or(SessionId{});
}

} // namespace conversa
