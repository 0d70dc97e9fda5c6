// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "auth/principal.h"
#include "core/result.h"
#include "hub/registry.h"
#include "store/messagestore.h"

#include <optional>

namespace conversa {

// The one rule of who reaches which session (docs/protocol.md, "Identity"). A session that is not there and one that is
// not the principal's own give the same NotFound, so that nothing can be learned by asking. `stored`: nullopt when the
// store has no such session; whoever may create it sees it empty.
Result<KnownSession> reachSession(const Principal &principal, SessionId session, const std::optional<SessionState> &stored,
                                  bool autoCreate);
// The same for a session this node knows already.
Result<void> checkReach(const Principal &principal, SessionId session, ContactId contact);

Error sessionNotFound();
Error unknownMessage();

} // namespace conversa
