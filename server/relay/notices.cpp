// SPDX-License-Identifier: Apache-2.0
#include "relay/notices.h"

#include <algorithm>
#include <array>
#include <utility>

namespace conversa {

namespace {

const QByteArray lookWord = QByteArrayLiteral("look");
const QByteArray allNodes = QByteArrayLiteral("*");

template <typename Name>
std::optional<Name> idIn(const QByteArray &text)
{
    return Name::parse({text.data(), size_t(text.size())});
}

// What stands between a notice's first word and its tenant.
struct Fields
{
    QByteArray word;
    QByteArrayList own;
    QByteArray tenant;
};

QByteArray textOf(const Fields &fields)
{
    // The tenant stands last: it alone may hold anything.
    return fields.word + ' ' + fields.own.join(' ') + ' ' + fields.tenant;
}

QByteArrayList write(const StoredHead &head)
{
    return {textOf({"head", {QByteArray::number(head.head), head.key.session.toByteArray(), head.contact.toByteArray()}, head.key.tenant})};
}

std::optional<BusEvent> readHead(const Fields &fields)
{
    const qint64 head = fields.own[0].toLongLong();
    const auto session = idIn<SessionId>(fields.own[1]);
    const auto contact = idIn<ContactId>(fields.own[2]);
    if (head <= 0 || !session || !contact)
        return std::nullopt;
    return StoredHead{{fields.tenant, *session}, head, *contact};
}

QByteArrayList write(const ClosedChange &change)
{
    return {textOf({change.closed ? "closed" : "reopened", {QByteArray::number(change.changedUs), change.key.session.toByteArray()}, change.key.tenant})};
}

std::optional<BusEvent> readClosed(const Fields &fields)
{
    const qint64 changedUs = fields.own[0].toLongLong();
    const auto session = idIn<SessionId>(fields.own[1]);
    if (changedUs <= 0 || !session)
        return std::nullopt;
    return ClosedChange{{fields.tenant, *session}, fields.word == "closed", changedUs};
}

QByteArrayList write(const InboxChange &change)
{
    QByteArrayList texts;
    for (const SessionId &session : change.opened)
        texts.append(textOf({"opened", {session.toByteArray()}, change.tenant}));
    for (const SessionId &session : change.updated)
        texts.append(textOf({"updated", {session.toByteArray()}, change.tenant}));
    return texts;
}

std::optional<BusEvent> readChanged(const Fields &fields)
{
    const auto session = idIn<SessionId>(fields.own[0]);
    if (!session)
        return std::nullopt;
    InboxChange change{fields.tenant};
    (fields.word == "opened" ? change.opened : change.updated).push_back(*session);
    return change;
}

QByteArrayList write(const KeyChange &change)
{
    return {textOf({"key", {change.key.toByteArray()}, {}})};
}

std::optional<BusEvent> readKey(const Fields &fields)
{
    const auto key = idIn<KeyId>(fields.own[0]);
    return key ? std::optional<BusEvent>(KeyChange{*key}) : std::nullopt;
}

QByteArrayList write(const NodePiece &piece)
{
    return {textOf({piece.isAnswer ? "answer" : "question",
        {QByteArray::number(piece.number), QByteArray::number(piece.part), QByteArray::number(piece.parts), piece.from.toByteArray(),
            piece.to ? piece.to->toByteArray() : allNodes, piece.bytes.toBase64()}, {}})};
}

std::optional<BusEvent> readPiece(const Fields &fields)
{
    const auto from = idIn<NodeId>(fields.own[3]);
    const auto to = idIn<NodeId>(fields.own[4]);
    const auto decoded = QByteArray::fromBase64Encoding(fields.own[5], QByteArray::AbortOnBase64DecodingErrors);
    NodePiece piece{from.value_or(NodeId()), to, fields.word == "answer", fields.own[0].toLongLong(), fields.own[1].toInt(),
        fields.own[2].toInt()};
    if (!from || (!to && fields.own[4] != allNodes) || !decoded || piece.number < 1 || piece.parts < 1
        || piece.parts > NodePiece::maxParts || piece.part < 0 || piece.part >= piece.parts)
        return std::nullopt;
    piece.bytes = *decoded;
    return piece;
}

template <typename Event>
QByteArrayList write(const Event &)
{
    return {};
}

struct Word
{
    QByteArrayView word;
    qsizetype own; // fields
    std::optional<BusEvent> (*read)(const Fields &fields);
};

constexpr std::array<Word, 8> words{{
    {"head", 3, readHead},
    {"closed", 2, readClosed},
    {"reopened", 2, readClosed},
    {"opened", 1, readChanged},
    {"updated", 1, readChanged},
    {"key", 1, readKey},
    {"question", 6, readPiece},
    {"answer", 6, readPiece},
}};

} // namespace

QByteArrayList textsOf(const BusEvent &notice)
{
    return std::visit([](const auto &event) { return write(event); }, notice);
}

std::optional<BusEvent> noticeIn(const QByteArray &text)
{
    const QByteArrayList parts = text.split(' ');
    const auto word = std::find_if(words.begin(), words.end(), [&](const Word &each) { return each.word == parts.front(); });
    if (word == words.end() || parts.size() < word->own + 2)
        return std::nullopt;
    return word->read({parts.front(), parts.mid(1, word->own), parts.mid(1 + word->own).join(' ')});
}

Notices::Notices(Cluster &cluster, QObject *parent)
    : QObject(parent)
    , m_cluster(cluster)
{
    connect(&m_cluster, &Cluster::noticed, this, &Notices::onNoticed);
    connect(&m_cluster, &Cluster::notified, this, &Notices::onNotified);
}

void Notices::tell(const BusEvent &notice)
{
    if (const auto *head = std::get_if<StoredHead>(&notice)) {
        StoredHead &waiting = m_heads[head->key];
        waiting = {head->key, std::max(waiting.head, head->head), head->contact};
    } else {
        m_texts += textsOf(notice);
    }
    send();
}

void Notices::callUp()
{
    m_callUp = true;
    send();
}

void Notices::send()
{
    // What this turn of the loop brings goes together.
    if (!std::exchange(m_sending, true))
        QMetaObject::invokeMethod(this, [this] {
            QByteArrayList notices = std::exchange(m_texts, {});
            for (const StoredHead &head : std::exchange(m_heads, {}))
                notices += textsOf(head);
            if (std::exchange(m_callUp, false))
                notices.append(lookWord);
            m_cluster.notify(notices);
        }, Qt::QueuedConnection);
}

void Notices::onNotified()
{
    m_sending = false;
    if (!m_heads.isEmpty() || !m_texts.isEmpty() || m_callUp)
        send();
}

void Notices::onNoticed(const QByteArray &notice)
{
    if (notice == lookWord)
        Q_EMIT calledUp();
    else if (const auto event = noticeIn(notice))
        Q_EMIT heard(*event);
}

} // namespace conversa
