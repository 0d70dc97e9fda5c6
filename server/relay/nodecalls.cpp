// SPDX-License-Identifier: Apache-2.0
#include "relay/nodecalls.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace conversa {

namespace {

bool isCalled(const CalledNode &node, const QByteArray &only)
{
    return only.isEmpty() || node.name == only || node.id.toByteArray() == only;
}

} // namespace

NodeCalls::NodeCalls(Environment environment, QObject *parent)
    : QObject(parent)
    , m_env(std::move(environment))
{
}

void NodeCalls::call(const QByteArray &name, const QByteArray &argument, Then then, const QByteArray &only)
{
    const auto begin = [this, question = name + ' ' + argument, then = std::move(then), only] { start(question, then, only); };
    QMetaObject::invokeMethod(this, begin, Qt::QueuedConnection);
}

void NodeCalls::start(const QByteArray &question, Then then, const QByteArray &only)
{
    std::vector<CalledNode> nodes = m_env.nodes();
    const NodeId self = nodes.front().id;
    std::erase_if(nodes, [&](const CalledNode &node) { return !isCalled(node, only); });
    if (nodes.empty())
        return then(Error{ErrorCode::NotFound, "There is no server of this name."});
    if (question.size() > maxQuestion)
        return then(Error{ErrorCode::InvalidMessage, "The question is too large for other servers."});
    if (m_calls.size() >= maxCalls)
        return then(Error{ErrorCode::Overloaded, "Too many questions to the servers are under way; try again."});
    const qint64 number = ++m_lastNumber;
    Call &call = m_calls[number];
    call.then = std::move(then);
    for (const CalledNode &node : nodes) {
        call.answers.push_back({node.id, node.name});
        if (node.isThere)
            call.awaited.insert(node.id, {});
    }
    const bool asksSelf = call.awaited.contains(self);
    if (call.awaited.size() > qsizetype(asksSelf))
        send({self, only.isEmpty() ? std::nullopt : std::optional(nodes.front().id), false, number}, question);
    if (asksSelf)
        answer(question, [this, number, self](const QByteArray &bytes) {
            QMetaObject::invokeMethod(this, [this, number, self, bytes] { settle(number, self, bytes); }, Qt::QueuedConnection);
        });
    if (call.awaited.isEmpty())
        finish(number);
    else
        QTimer::singleShot(patience, this, [this, number] { finish(number); });
}

void NodeCalls::answer(const QByteArray &question, const Respond &respond)
{
    const qsizetype blank = question.indexOf(' ');
    const auto handler = m_handlers.constFind(question.left(blank));
    if (blank < 0 || handler == m_handlers.constEnd())
        respond({});
    else
        (*handler)(question.mid(blank + 1), respond);
}

void NodeCalls::hear(const NodePiece &piece)
{
    const NodeId me = self();
    if (piece.from == me || (piece.to && *piece.to != me))
        return;
    if (piece.isAnswer)
        hearAnswer(piece);
    else
        hearQuestion(piece);
}

void NodeCalls::hearQuestion(const NodePiece &piece)
{
    if (piece.parts * NodePiece::maxBytes > maxQuestion + NodePiece::maxBytes)
        return;
    auto known = std::find_if(m_questions.begin(), m_questions.end(),
        [&](const Question &each) { return each.from == piece.from && each.number == piece.number; });
    if (known == m_questions.end()) {
        if (m_questions.size() == maxQuestions)
            m_questions.pop_front();
        known = m_questions.insert(m_questions.end(), {piece.from, piece.number});
    }
    const auto question = known->box.add(piece);
    if (!question)
        return;
    const NodePiece reply{self(), piece.from, true, piece.number};
    answer(*question, [this, reply](const QByteArray &bytes) {
        QMetaObject::invokeMethod(this, [this, reply, bytes] { send(reply, bytes); }, Qt::QueuedConnection);
    });
}

void NodeCalls::hearAnswer(const NodePiece &piece)
{
    const auto call = m_calls.find(piece.number);
    if (call == m_calls.end())
        return;
    const auto awaited = call->second.awaited.find(piece.from);
    if (awaited == call->second.awaited.end())
        return;
    if (const auto bytes = awaited->add(piece))
        settle(piece.number, piece.from, *bytes);
}

void NodeCalls::settle(qint64 number, NodeId node, const QByteArray &bytes)
{
    const auto call = m_calls.find(number);
    if (call == m_calls.end() || !call->second.awaited.remove(node))
        return;
    if (bytes.isEmpty() && node == self()) {
        m_calls.extract(call).mapped().then(Error{ErrorCode::Overloaded, "This server has too much to do to answer; try again."});
        return;
    }
    for (NodeAnswer &each : call->second.answers) {
        if (each.node == node && !bytes.isEmpty())
            each.bytes = bytes;
    }
    if (call->second.awaited.isEmpty())
        finish(number);
}

void NodeCalls::finish(qint64 number)
{
    if (auto call = m_calls.extract(number))
        call.mapped().then(std::move(call.mapped().answers));
}

void NodeCalls::send(const NodePiece &piece, const QByteArray &bytes)
{
    auto pieces = piecesOf(piece, bytes);
    if (pieces.empty()) // of too much nothing goes: the asker need not wait for it
        pieces.push_back(piece);
    for (const NodePiece &each : pieces)
        m_env.send(each);
}

} // namespace conversa
