// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/answer.h"
#include "model/restworker.h"

#include <QHash>
#include <QJsonObject>
#include <QPointer>

#include <functional>
#include <memory>

class QThread;

namespace conversa::console {

// The object a body is, for answers too small to have a type of their own.
Result<QJsonObject> readJsonObject(QByteArrayView body);
// A POST of a JSON object.
RestRequest postJson(const QString &path, const QJsonObject &body = {});
// One parameter of the request, unless it is empty: a plus and a percent sign stay what they are.
void addParameter(RestRequest &request, const char *name, const QString &value);

// Asks a server over REST. Answers are read in the link's thread and arrive in that of the caller, which is this object's own.
// Owned by the LiveState.
class Rest : public QObject
{
    Q_OBJECT

public:
    // `thread` runs as long as this lives, and is over before it is destroyed.
    explicit Rest(QThread &thread, QObject *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);

    // done(answer) is called once, later, unless `context` is gone by then. `read` runs in the link's thread.
    template <typename T>
    void ask(RestRequest request, std::function<Result<T>(QByteArrayView)> read, QObject *context, std::function<void(const Answer<T> &)> done)
    {
        send(std::move(request), context,
            [read = std::move(read)](const RestReply &reply) -> std::shared_ptr<void> { return std::make_shared<Answer<T>>(answerOf(reply, read)); },
            [done = std::move(done)](const std::shared_ptr<void> &answer) { done(*static_cast<Answer<T> *>(answer.get())); });
    }

private:
    using Decode = std::function<std::shared_ptr<void>(const RestReply &)>;
    using Done = std::function<void(const std::shared_ptr<void> &)>;
    struct Waiting
    {
        QPointer<QObject> context;
        Done done;
    };

    template <typename T>
    static Answer<T> answerOf(const RestReply &reply, const std::function<Result<T>(QByteArrayView)> &read)
    {
        if (reply.failure.problem != Problem::None)
            return reply.failure;
        auto value = read(reply.body);
        if (!value)
            return Failure{ Problem::NotConversa, reply.status, {}, value.error().message };
        return *std::move(value);
    }

    void send(RestRequest request, QObject *context, Decode decode, Done done);
    void deliver(quint64 number, const std::shared_ptr<void> &answer);

    RestWorker *m_worker; // in the link's thread, which deletes it
    QHash<quint64, Waiting> m_waiting;
    quint64 m_lastNumber = 0;
};

} // namespace conversa::console
