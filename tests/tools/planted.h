// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>

// What stands where secrets stand; moc does not get over these texts in the test itself.
namespace conversa::test {

// Twenty, and where each is planted.
inline const QByteArrayList secrets{"pl01-postgres", "pl02-redis", "pl03-bus-secret-of-16", "cv_pl04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "pl05-bearer", "pl06-query",
    "pl07-env-postgres", "pl08-env-redis", "pl09-env-bus-secret-16", "pl10-pgpassword", "pl11-pem", "cvt_pl12aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "pl13-cookie",
    "eyJpl14.eyJhbGciOi.abc", "pl15-basic", "pl16-api-key", "pl17 quoted password", "pl18-json-token", "pl19@percent", "pl20-client-secret"};

inline const QByteArray configText = R"(env = "development"
[database]
url = "postgresql://conversa:pl01-postgres@db/chat"
[redis]
url = "rediss://default:pl02-redis@cache:6380"
[bus]
secret = "pl03-bus-secret-of-16"
)";

inline const QByteArray logText = R"(connection_opened connection=1 tenant=dev
GET /api/v1/sessions Authorization: Bearer cv_pl04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
-H 'authorization: bearer pl05-bearer'
GET /api/v1/ws/messages?token=pl06-query&text=plain
it says pl01-postgres without a name before it
-----BEGIN PRIVATE KEY-----
pl11-pem
-----END PRIVATE KEY-----
ticket cvt_pl12aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
Cookie: session=pl13-cookie
jwt eyJpl14.eyJhbGciOi.abc
Authorization: Basic pl15-basic
api_key=pl16-api-key
password="pl17 quoted password"
{"token":"pl18-json-token","kept":"this stays"}
dsn postgres://a:pl19%40percent@h/d
client_secret: pl20-client-secret
the end of the log
)";

constexpr const char *jsonWithSecrets[] = {R"({"a":"password=x","b":"Authorization: Bearer abcdefgh"})", R"({"token":"a\"b","c":1})", R"({"detail":"postgres://a:b@h/d token=\"q q\""})",
             R"(["cookie: a=b","x"])"};

} // namespace conversa::test
