// SPDX-License-Identifier: Apache-2.0
#include "store/inbox.h"

#include <algorithm>

namespace conversa {

InboxPlace inboxStart()
{
    constexpr qint64 endOfTimeUs = 4'102'444'800'000'000; // the year 2100
    return { endOfTimeUs, SessionId{ Uuid::fromBytes({ 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 }) } };
}

qint64 InboxSession::unread(UserId user) const
{
    return contactSeqs.end() - std::upper_bound(contactSeqs.begin(), contactSeqs.end(), read.value(user));
}

} // namespace conversa
