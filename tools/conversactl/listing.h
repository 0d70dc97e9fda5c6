// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/field.h"
#include "conversactl/command.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace conversa::ctl {

// One table of the admin API.
struct Listing
{
    QByteArray path; // under /api/v1/admin/
    const char *rows; // the member of the answer with the rows
    std::span<const Field> fields;
    QByteArray shown; // keys of the columns on a terminal, comma between them
};

// --filter, --sort, --fields, --limit, --all, --csv, --node; checked here before anything is sent.
std::vector<Option> listingOptions(std::vector<Option> more = {});
Result<int> runListing(Call &call, const Listing &listing);

// Where it went wrong, below what was typed; empty for an error without a column.
QByteArray caretLines(const Arguments &arguments, const Error &error);
// Names the servers that did not answer, and whose part is missing therefore.
void nameSilentNodes(Output &out, const QJsonObject &answer);
// Prints rows under the names of their fields.
void printRows(Call &call, const QJsonArray &rows, std::span<const Field> fields, const QByteArray &keys);

} // namespace conversa::ctl
