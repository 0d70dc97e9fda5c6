// SPDX-License-Identifier: Apache-2.0
#include "fault/scene.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

namespace conversa::test {

namespace {

qint64 share(QList<qint64> times, int percent)
{
    if (times.isEmpty())
        return 0;
    std::sort(times.begin(), times.end());
    return times[std::min(times.size() - 1, times.size() * percent / 100)];
}

QByteArray figuresOf(const QList<qint64> &times)
{
    return QByteArray::number(share(times, 50)) + '/' + QByteArray::number(share(times, 99));
}

} // namespace

bool becomesLinked(quint16 port, bool isLinked, int deadlineMs)
{
    const QByteArray word = isLinked ? "\"redis_enabled\":true" : "\"redis_enabled\":false";
    return QTest::qWaitFor([&] { return answerTo(port, "/api/v1/ws/stats").contains(word); }, deadlineMs);
}

Scene::Scene(Cluster &cluster)
    : m_writer(cluster.port(0))
    , m_near(cluster.port(0), "dev-admin-key")
    , m_far(cluster.port(1), "dev-admin-key")
{
}

bool Scene::say(int count, int deadlineMs)
{
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        sayAtOnce(1);
        if (!m_writer.readAnswers(deadlineMs))
            return false;
        m_confirmMs.append(timer.elapsed());
        if (!m_near.readTo(m_said, deadlineMs))
            return false;
        m_nearMs.append(timer.elapsed());
        if (!m_far.readTo(m_said, deadlineMs))
            return false;
        m_farMs.append(timer.elapsed());
    }
    return true;
}

void Scene::sayAtOnce(int count)
{
    m_said += count;
    m_writer.send(count);
}

bool Scene::hear(int deadlineMs)
{
    return m_writer.readAnswers(deadlineMs) && m_near.readTo(m_said, deadlineMs) && m_far.readTo(m_said, deadlineMs);
}

bool Scene::isComplete() const
{
    const QList<int> every = upTo(m_said);
    return m_writer.confirmed() == m_said && m_near.heard() == every && m_far.heard() == every;
}

QByteArray Scene::figures()
{
    const QByteArray text = "to confirm p50/p99 " + figuresOf(m_confirmMs) + " ms, here " + figuresOf(m_nearMs) + ", there "
        + figuresOf(m_farMs);
    for (QList<qint64> *times : {&m_confirmMs, &m_nearMs, &m_farMs})
        times->clear();
    return text;
}

qint64 Scene::confirmMs() const
{
    return share(m_confirmMs, 50);
}

} // namespace conversa::test
