// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bus/busevent.h"
#include "core/result.h"
#include "relay/piecebox.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <vector>

namespace conversa {

// A server of the cluster, as a call finds it.
struct CalledNode
{
    NodeId id; // of its run
    QByteArray name;
    bool isThere = true; // false: it has fallen silent, and is not asked
};

struct NodeAnswer
{
    NodeId node;
    QByteArray name;
    std::optional<QByteArray> bytes = {}; // nothing: it was silent
};

// How a server asks all servers, itself among them, one named question and gathers what each of them answers. Questions and
// answers go as pieces, by whichever way and however often each of them comes. While nobody asks it does nothing. Lives in
// the main thread; owned by the composition root.
class NodeCalls : public QObject
{
    Q_OBJECT

public:
    // A server whose answer is not there by then is silent. It covers the doubt of a Redis that stands still (100 ms each way)
    // and a loop that is busy, and is short beside the lease, after which nobody waits for a dead server any more.
    static constexpr std::chrono::milliseconds patience{1'000};
    static constexpr size_t maxCalls = 64; // under way
    static constexpr size_t maxQuestions = 128; // of others that are remembered: they may come twice
    static constexpr qsizetype maxQuestion = 256 * 1024; // bytes, its name among them

    // Called once, in any thread. Nothing in it: this server cannot say, and counts as silent; its own call is Overloaded.
    using Respond = std::function<void(QByteArray answer)>;
    // Called in the main thread, where it only passes the question on.
    using Handler = std::function<void(const QByteArray &argument, const Respond &respond)>;
    // In the main thread, with each server that was asked in the order of `nodes`. NotFound: no server is called so;
    // Overloaded: too many calls are under way; InvalidMessage: the question is too large.
    using Then = std::function<void(Result<std::vector<NodeAnswer>>)>;
    struct Environment
    {
        std::function<std::vector<CalledNode>()> nodes; // this one first
        std::function<void(const NodePiece &)> send; // to the others
    };

    explicit NodeCalls(Environment environment, QObject *parent = nullptr);

    // Before the first question. A name is one word.
    void handle(const QByteArray &name, Handler handler) { m_handlers.insert(name, std::move(handler)); }
    // Any thread. `only`: the name or the id of the one server that is asked; empty: all are.
    void call(const QByteArray &name, const QByteArray &argument, Then then, const QByteArray &only = {});
    // Another server has said this.
    void hear(const NodePiece &piece);

private:
    struct Call
    {
        Then then;
        std::vector<NodeAnswer> answers;
        QHash<NodeId, PieceBox> awaited;
    };
    struct Question
    {
        NodeId from;
        qint64 number = 0;
        PieceBox box = {};
    };

    void start(const QByteArray &question, Then then, const QByteArray &only);
    // Has `respond` called in any thread.
    void answer(const QByteArray &question, const Respond &respond);
    void hearQuestion(const NodePiece &piece);
    void hearAnswer(const NodePiece &piece);
    void settle(qint64 number, NodeId node, const QByteArray &bytes);
    void finish(qint64 number);
    void send(const NodePiece &piece, const QByteArray &bytes);
    NodeId self() const { return m_env.nodes().front().id; }

    const Environment m_env;
    QHash<QByteArray, Handler> m_handlers;
    std::map<qint64, Call> m_calls;
    std::deque<Question> m_questions; // the latest last
    qint64 m_lastNumber = 0;
};

} // namespace conversa
