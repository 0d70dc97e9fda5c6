// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/admindesk.h"
#include "relay/nodecalls.h"

namespace conversa {

// Has this server answer what servers ask each other for administrators (see ClusterDesk): each question is a job of the
// desk, and its argument an object with the tenant that asks. All must outlive the calls' last question.
void answerQuestions(NodeCalls &calls, AdminDesk &desk, const Limits &limits);

} // namespace conversa
