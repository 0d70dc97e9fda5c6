// SPDX-License-Identifier: Apache-2.0
#include "conversactl/confirm.h"

#include "conversactl/output.h"

#include <QFile>

#include <unistd.h>

namespace conversa::ctl {

Result<void> confirm(Output &out, const QByteArray &question)
{
    QFile input;
    if (!out.isTerminal() || ::isatty(STDIN_FILENO) == 0 || !input.open(stdin, QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidField, question + " Nobody is there to be asked: say --yes."};
    out.remark(question + " [y/N]");
    const QByteArray said = input.readLine(16).trimmed().toLower();
    if (said == "y" || said == "yes")
        return {};
    return Error{ErrorCode::Conflict, "Nothing was done."};
}

} // namespace conversa::ctl
