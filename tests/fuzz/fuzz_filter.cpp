// SPDX-License-Identifier: Apache-2.0
//
// Any text as a filter: it is one, or the error stands within the text; a filter and its negation part the rows.
#include "admin/connectionrow.h"
#include "admin/filter.h"

#include <cstdint>
#include <cstdlib>

using namespace conversa;

namespace {

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

ConnectionRow row()
{
    ConnectionRow made;
    made.id = *ConnectionId::parse("550e8400-e29b-41d4-a716-446655440000");
    made.tenant = "shop";
    made.userName = "Ana Lima";
    made.address = *IpAddress::parse("10.1.3.7");
    made.openedMs = 1'760'110'200'000;
    made.messagesIn = 10;
    return made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ConnectionRow connection = row();
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto filter = Filter::parse(text, connectionFields());
    if (!filter) {
        const Error &error = filter.error();
        expect(error.column && *error.column >= 1 && *error.column <= text.size() + 1 && !error.message.isEmpty());
        return 0;
    }
    const auto valueOf = [](size_t field) { return connection.value(field); };
    const bool matches = filter->matches(valueOf, 1'760'110'260'000);
    // One term with "-" before it is met by exactly the other rows.
    const auto negated = Filter::parse('-' + text.trimmed(), connectionFields());
    if (negated && filter->size() == 1 && !text.trimmed().startsWith('-'))
        expect(negated->matches(valueOf, 1'760'110'260'000) != matches);
    return 0;
}
