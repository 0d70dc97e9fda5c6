// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"
#include "store/migrator.h"
#include "store/postgresstore.h"

#include <QByteArray>
#include <QString>

namespace conversa {

enum class StoreKind { Memory, Sqlite, Postgresql };

// Where messages are kept, as database.url says it.
struct StoreConfig
{
    StoreKind kind = StoreKind::Memory;
    QString path = {}; // Sqlite: the file
    PostgresAddress postgres = {}; // Postgresql
    Migrate migrate = Migrate::Auto; // not part of the URL
};

// Reads `memory:`, `sqlite:///absolute/path`, `sqlite:relative/path` or
// `postgresql://user:password@host:port/database?option=value` (options are libpq's; a Unix socket is `?host=/folder`).
// InvalidField "database.url" says what is wrong, without the password.
Result<StoreConfig> parseStoreUrl(const QByteArray &url);
// The URL as it may be shown: with `***` for the password.
QByteArray maskedStoreUrl(const QByteArray &url);

QByteArray storeKindName(StoreKind kind);
// PostgreSQL has as many as asked for; SQLite has exactly one writer, and memory would only share one lock.
int writersFor(StoreKind kind, int wanted);
StoreFactory makeStoreFactory(const StoreConfig &config);

} // namespace conversa
