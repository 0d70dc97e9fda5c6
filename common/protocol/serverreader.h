// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/jsonparser.h"
#include "protocol/serverevents.h"

namespace conversa {

// Reads one server envelope. Fields it does not know are skipped and so are types, so that a newer server is
// understood. Keeps its parser's memory; belongs to one client and its thread.
class ServerReader
{
public:
    // `json`: the payload of one text message. InvalidJson, InvalidMessage or InvalidField for what no server says.
    Result<ServerEnvelope> read(QByteArrayView json);

private:
    JsonParser m_parser;
};

// A page of the inbox as REST gives it, its text made plain.
struct InboxRows
{
    std::vector<InboxRow> rows;
    QByteArray next = {}; // the cursor; empty: there is no more
};
Result<InboxRows> readInboxRows(QByteArrayView json);
// One row as REST gives it.
Result<InboxRow> readInboxRow(QByteArrayView json);

} // namespace conversa
