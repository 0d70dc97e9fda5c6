// SPDX-License-Identifier: Apache-2.0
#include "store/storage.h"

#include "store/appendqueue.h"
#include "store/jobqueue.h"
#include "store/storethread.h"

#include <algorithm>

namespace conversa {

// The queues, the threads that serve them and the watch over both.
class Storage::Threads
{
    using Group = std::vector<std::unique_ptr<StoreThread>>;

public:
    Threads(const StoreFactory &factory, const StorageSettings &settings, const Clock &storageClock)
        : clock(storageClock)
        , watch(clock)
        , appends(settings, clock, watch)
        , reads(settings, clock, watch)
        , asides(settings, clock, watch)
        , aside(factory, clock, watch, settings.deadlineMs, asides, [this] { return isAvailable(); })
    {
        // A database may have fewer connections to give than are wanted: one of each kind comes first.
        const auto isEachUp = [this] { return isAvailable() && aside.connection().isUp(); };
        const auto always = [] { return true; };
        const qint64 openLimitMs = settings.deadlineMs; // whoever waits for the connection is answered by then
        const auto add = [&](Group &group, WorkQueue &queue, int count) {
            for (int i = 0; i < std::max(1, count); ++i) {
                const auto mayOpen = i == 0 ? std::function<bool()>(always) : isEachUp;
                group.push_back(std::make_unique<StoreThread>(factory, clock, watch, openLimitMs, queue, mayOpen));
            }
        };
        add(writers, appends, settings.writers);
        add(readers, reads, settings.readers);
    }

    void startWatch()
    {
        std::vector<Watched *> watched{ &appends, &reads, &asides, &aside.connection() };
        for (const auto &thread : writers)
            watched.push_back(&thread->connection());
        for (const auto &thread : readers)
            watched.push_back(&thread->connection());
        watch.start(std::move(watched));
    }

    // Starts all but the first writer, in the order in which they may open the store; each is waited for only when the
    // store is known to be there.
    void startOthers(bool wait)
    {
        const auto start = [wait](StoreThread &thread) {
            if (const auto opened = thread.start(); wait)
                opened.wait();
        };
        start(*readers.front());
        start(aside);
        for (const Group *group : { &writers, &readers })
            std::for_each(group->begin() + 1, group->end(), [&](const auto &thread) { start(*thread); });
    }

    void stop()
    {
        appends.end();
        reads.end();
        asides.end();
        for (const auto &thread : writers)
            thread->stop();
        for (const auto &thread : readers)
            thread->stop();
        aside.stop();
        watch.stop();
    }

    bool isAvailable() const { return isAnyUp(writers) && isAnyUp(readers); }

    const Clock clock;
    DeadlineWatch watch;
    AppendQueue appends;
    JobQueue reads;
    JobQueue asides;
    StoreThread aside;
    Group writers;
    Group readers;

private:
    static bool isAnyUp(const Group &threads)
    {
        return std::any_of(
            threads.begin(), threads.end(), [](const auto &thread) { return thread->connection().isUp(); });
    }
};

Storage::Storage(StoreFactory factory, StorageSettings settings, Clock clock, QObject *parent)
    : QObject(parent)
    , m_threads(std::make_unique<Threads>(factory, settings, clock))
{
}

Storage::~Storage()
{
    m_threads->stop();
}

void Storage::setOnAppended(OnAppended handler)
{
    m_threads->appends.setOnAppended(std::move(handler));
}

void Storage::setOnUncertain(std::function<void(std::vector<SessionKey>)> handler)
{
    m_threads->appends.setOnUncertain(std::move(handler));
}

Result<void> Storage::start()
{
    m_threads->startWatch();
    // Alone, because it may have to bring the schema up to date for all.
    auto opened = m_threads->writers.front()->start().get();
    if (opened || opened.error().code == ErrorCode::Unavailable)
        m_threads->startOthers(bool(opened));
    else
        m_threads->stop();
    return opened;
}

void Storage::stop(qint64 deadlineMs)
{
    m_threads->appends.drain(m_threads->clock.monotonicMs() + deadlineMs);
    m_threads->stop();
}

void Storage::append(AppendRequest request, AppendTicket ticket)
{
    std::vector<std::pair<AppendRequest, AppendTicket>> batch;
    batch.emplace_back(std::move(request), std::move(ticket));
    append(std::move(batch));
}

void Storage::append(std::vector<std::pair<AppendRequest, AppendTicket>> batch)
{
    m_threads->appends.add(std::move(batch));
}

void Storage::read(std::function<void(Result<MessageStore *>)> job)
{
    m_threads->reads.add(std::move(job));
}

void Storage::writeAside(std::function<void(Result<MessageStore *>)> job)
{
    m_threads->asides.add(std::move(job));
}

bool Storage::isAvailable() const
{
    return m_threads->isAvailable();
}

Epoch Storage::epoch() const
{
    for (const auto &thread : m_threads->writers) {
        if (const Epoch epoch = thread->connection().epoch(); !epoch.isNull())
            return epoch;
    }
    return {};
}

qint64 Storage::readWaitMs() const
{
    return m_threads->reads.waitMs();
}

qsizetype Storage::queued() const
{
    return m_threads->appends.size();
}

} // namespace conversa
