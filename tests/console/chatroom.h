// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/chatstate.h"
#include "support/serverprocess.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

namespace conversa::test {

// Settings of the test alone.
class OwnSettings
{
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("conversa"));
        QCoreApplication::setApplicationName(QStringLiteral("test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

private:
    QTemporaryDir m_folder;
};

// A real server, and what a window holds of it.
class ChatRoom
{
public:
    bool startServer() { return m_server.start(); }
    void connectAs(const QByteArray &key, int timeoutMs = 10'000)
    {
        live.open({ .address = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.port())), .key = key, .timeoutMs = timeoutMs });
    }
    // A session whose contact has written this.
    void write(const QByteArray &name, const QByteArray &text)
    {
        const ContactId contact{ Uuid::random() };
        ChatRest(live.rest()).openSession(contact, name, &live, [this, contact, text](const console::Answer<InboxRow> &row) {
            const QByteArray body = R"({"external_id":"1","author":"contact","contact_id":")" + contact.toByteArray() + R"(","text":")" + text + "\"}";
            live.rest().ask<QJsonObject>(
                { .path = QStringLiteral("/api/v1/sessions/%1/messages").arg(QString::fromLatin1(row->session.toByteArray())), .verb = "POST", .body = body },
                console::readJsonObject, &live, [](const console::Answer<QJsonObject> &) {});
        });
    }
    ServerProcess &server() { return m_server; }

private:
    ServerProcess m_server;
    OwnSettings m_settings;

public:
    console::LiveState live;
    console::ChatState chat{ live };

private:
    using ChatRest = console::ChatRest;
};

// Writes a picture of it into the folder $CONVERSA_PICTURES, where that is set.
inline void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("CONVERSA_PICTURES");
    if (!folder.isEmpty())
        widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace conversa::test
