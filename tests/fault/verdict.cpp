// SPDX-License-Identifier: Apache-2.0
#include "fault/verdict.h"

#include "support/person.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::test {

namespace {

using Stored = QHash<SessionId, std::vector<MessageId>>; // ids[n] is of seq n + 1; null: a hole

Stored readStored(Cluster &cluster, Verdict &verdict)
{
    Stored stored;
    const QByteArray rows
        = cluster.sql(u"COPY (SELECT session_id, seq, message_id FROM messages ORDER BY session_id, seq) TO STDOUT"_s);
    for (const QByteArray &row : rows.split('\n')) {
        const QByteArrayList columns = row.split('\t');
        if (columns.size() != 3)
            continue;
        auto &ids = stored[*SessionId::parse(columns[0].toStdString())];
        ++verdict.stored;
        verdict.swapped += columns[1].toLongLong() != qint64(ids.size()) + 1;
        ids.resize(size_t(columns[1].toLongLong()));
        ids.back() = *MessageId::parse(columns[2].toStdString());
    }
    verdict.doubled = cluster.sql(u"SELECT count(*) - count(DISTINCT text) FROM messages"_s).toLongLong();
    return stored;
}

// Not QHash's own, which copies a million of them for each look.
const std::vector<MessageId> &idsOf(const Stored &stored, SessionId session)
{
    static const std::vector<MessageId> none;
    const auto found = stored.constFind(session);
    return found == stored.constEnd() ? none : *found;
}

void judgeConfirmed(const Attendee &member, const Stored &stored, Verdict &verdict)
{
    for (const Attendee::Place &place : member.confirmed()) {
        const auto &ids = idsOf(stored, place.session);
        verdict.lost += place.seq > qint64(ids.size()) || ids[size_t(place.seq - 1)] != place.id;
    }
    verdict.confirmed += qint64(member.confirmed().size());
    verdict.failed += member.failures();
}

void judgeHeard(const Attendee &member, const Stored &stored, Verdict &verdict)
{
    for (auto heard = member.heard().cbegin(); heard != member.heard().cend(); ++heard) {
        const auto &ids = idsOf(stored, heard.key());
        verdict.doubled += heard->doubled;
        verdict.swapped += heard->swapped;
        for (size_t i = 0; i < ids.size(); ++i)
            verdict.lost += i >= heard->ids.size() || heard->ids[i] != ids[i];
    }
}

} // namespace

QByteArray Verdict::line(const char *row) const
{
    return u"%1 confirmed=%2 stored=%3 lost=%4 dup=%5 swap=%6 seed=%7"_s.arg(QLatin1String(row))
        .arg(confirmed)
        .arg(stored)
        .arg(lost)
        .arg(doubled)
        .arg(swapped)
        .arg(testSeed())
        .toLatin1();
}

bool haveHeardAll(Cluster &cluster, const std::vector<Attendee *> &members, int deadlineMs)
{
    QHash<SessionId, qint64> heads;
    for (const QByteArray &row : cluster.sql(u"SELECT session_id || ' ' || last_seq FROM sessions"_s).split('\n')) {
        if (const auto session = SessionId::parse(row.left(36).toStdString()))
            heads.insert(*session, row.mid(37).toLongLong());
    }
    return becomes(
        [&] {
            return std::all_of(members.begin(), members.end(), [&](const Attendee *member) {
                const auto &heard = member->heard();
                return std::all_of(heard.keyBegin(), heard.keyEnd(),
                    [&](SessionId session) { return member->heardOf(session) >= heads.value(session); });
            });
        },
        deadlineMs);
}

Verdict judge(Cluster &cluster, const std::vector<Attendee *> &members)
{
    Verdict verdict;
    const Stored stored = readStored(cluster, verdict);
    for (const Attendee *member : members) {
        judgeConfirmed(*member, stored, verdict);
        judgeHeard(*member, stored, verdict);
    }
    return verdict;
}

} // namespace conversa::test
