// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "protocol/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <string_view>
#include <utility>

namespace conversa {

// Appends JSON to a byte array, which must outlive it and is left alone by everybody else meanwhile: its size is right
// again when the writer is gone. Commas come by themselves; names and nesting are the caller's to get right. `name` is the
// member's key, empty inside an array. The one place where text for people is HTML-escaped.
class JsonWriter
{
public:
    JsonWriter(QByteArray &out, Audience audience);
    ~JsonWriter();
    Q_DISABLE_COPY_MOVE(JsonWriter)

    // Grows the buffer at once for about `bytes` more, so that what is written next need not.
    void expect(qsizetype bytes);

    void beginObject(std::string_view name = {});
    void endObject();
    void beginArray(std::string_view name);
    void endArray();

    // A value that needs no escaping: our own words.
    void word(std::string_view name, std::string_view value);
    // A string kept as it is: what a program compares.
    void string(std::string_view name, QByteArrayView value);
    // A string for people, escaped for the audience.
    void text(std::string_view name, QByteArrayView value);
    void id(std::string_view name, const Uuid &value);
    void time(std::string_view name, qint64 unixMs);
    void number(std::string_view name, qint64 value);
    void boolean(std::string_view name, bool value);
    // A value that is JSON already.
    void written(std::string_view name, QByteArrayView json);

    // Bytes of a text between its quotes, escaped for Audience::Escaped.
    static qsizetype escapedSize(QByteArrayView text);

private:
    char *member(std::string_view name, qsizetype valueSize);
    void raw(std::string_view name, std::string_view value);
    void begin(std::string_view name, char bracket);
    void end(char bracket);
    template <bool html>
    void quoted(std::string_view name, QByteArrayView value);
    qsizetype size() const { return m_at - m_out.constData(); }

    QByteArray &m_out; // resized to all it can hold; [m_at, m_end) is free
    Audience m_audience;
    char *m_at;
    char *m_end;
    bool m_comma = false; // the next member has one before it
};

// A whole object of the members that `write(json)` appends, for programs: nothing in it is escaped for HTML.
template <typename Write>
QByteArray jsonObject(Write &&write)
{
    QByteArray out;
    {
        JsonWriter json(out, Audience::Plain);
        json.beginObject();
        std::forward<Write>(write)(json);
        json.endObject();
    }
    return out;
}

} // namespace conversa
