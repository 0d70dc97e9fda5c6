// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/command.h"

// What each command of the table does.
namespace conversa::ctl {

Result<int> showStatus(Call &call);
Result<int> showTop(Call &call);
Result<int> listNodes(Call &call);
Result<int> listConnections(Call &call);
Result<int> listSessions(Call &call);
Result<int> disconnect(Call &call);
Result<int> ban(Call &call);
Result<int> unban(Call &call);
Result<int> listBans(Call &call);
Result<int> removeMember(Call &call);
Result<int> restoreMember(Call &call);
Result<int> setReadOnly(Call &call);
Result<int> sendNotice(Call &call);
Result<int> drain(Call &call);
Result<int> reload(Call &call);
Result<int> setLogLevel(Call &call);
Result<int> createKey(Call &call);
Result<int> listKeys(Call &call);
Result<int> rotateKey(Call &call);
Result<int> revokeKey(Call &call);
Result<int> measureRtt(Call &call);
Result<int> listAudit(Call &call);
Result<int> verifyAudit(Call &call);
Result<int> check(Call &call);
Result<int> doctor(Call &call);
Result<int> backup(Call &call);
Result<int> restore(Call &call);
Result<int> tail(Call &call);
Result<int> tap(Call &call);
Result<int> makeBundle(Call &call);
Result<int> printCompletion(Call &call);

} // namespace conversa::ctl
