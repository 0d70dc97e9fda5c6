// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QByteArrayView>
#include <QString>

namespace conversa {

// Writes the text form of a one-dimensional PostgreSQL array, to be bound as one parameter.
class PgArray
{
public:
    void addText(QByteArrayView utf8)
    {
        separate();
        m_text += '"';
        for (const char c : utf8) {
            if (c == '"' || c == '\\')
                m_text += '\\';
            m_text += c;
        }
        m_text += '"';
    }
    void addId(const Uuid &id)
    {
        separate();
        const qsizetype end = m_text.size();
        m_text.resize(end + Uuid::textSize);
        id.write(m_text.data() + end);
    }
    void addNumber(qint64 number)
    {
        separate();
        m_text += QByteArray::number(number);
    }
    void addBool(bool value)
    {
        separate();
        m_text += value ? 't' : 'f';
    }
    void addNull()
    {
        separate();
        m_text += "NULL";
    }
    QString text() const { return QString::fromUtf8(m_text + '}'); }

private:
    void separate()
    {
        if (m_text.size() > 1)
            m_text += ',';
    }

    QByteArray m_text{ "{" };
};

// The two columns of a session's key.
struct PgKeyArrays
{
    PgArray tenants;
    PgArray sessions;

    void add(const SessionKey &key)
    {
        tenants.addText(key.tenant);
        sessions.addId(key.session.uuid);
    }
};

} // namespace conversa
