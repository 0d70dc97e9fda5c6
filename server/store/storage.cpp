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
public:
    Threads(const StoreFactory &factory, const StorageSettings &settings, const Clock &storageClock)
        : clock(storageClock)
        , watch(clock)
        , appends(settings, clock, watch)
        , reads(settings, clock, watch)
        , asides(settings, clock, watch)
        , aside(factory, clock, watch, asides)
    {
        for (int i = 0; i < std::max(1, settings.writers); ++i)
            writers.push_back(std::make_unique<StoreThread>(factory, clock, watch, appends));
        for (int i = 0; i < std::max(1, settings.readers); ++i)
            readers.push_back(std::make_unique<StoreThread>(factory, clock, watch, reads));
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

    // Starts all but the first writer; they are waited for only when the store is known to be there.
    void startOthers(bool wait)
    {
        std::vector<std::future<Result<void>>> opened;
        for (size_t i = 1; i < writers.size(); ++i)
            opened.push_back(writers[i]->start());
        for (const auto &thread : readers)
            opened.push_back(thread->start());
        opened.push_back(aside.start());
        for (auto &each : opened) {
            if (wait)
                each.wait();
        }
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

    static bool isAnyUp(const std::vector<std::unique_ptr<StoreThread>> &threads)
    {
        return std::any_of(
            threads.begin(), threads.end(), [](const auto &thread) { return thread->connection().isUp(); });
    }

    const Clock clock;
    DeadlineWatch watch;
    AppendQueue appends;
    JobQueue reads;
    JobQueue asides;
    StoreThread aside;
    std::vector<std::unique_ptr<StoreThread>> writers;
    std::vector<std::unique_ptr<StoreThread>> readers;
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
    return Threads::isAnyUp(m_threads->writers) && Threads::isAnyUp(m_threads->readers);
}

Epoch Storage::epoch() const
{
    for (const auto &thread : m_threads->writers) {
        if (const Epoch epoch = thread->connection().epoch(); !epoch.isNull())
            return epoch;
    }
    return {};
}

qsizetype Storage::queued() const
{
    return m_threads->appends.size();
}

} // namespace conversa
