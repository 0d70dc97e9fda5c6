// SPDX-License-Identifier: Apache-2.0
#include "admin/adminthread.h"

#include <sys/resource.h>
#include <unistd.h>

namespace conversa {

namespace {

constexpr int yieldingPriority = 10;

} // namespace

AdminThread::AdminThread()
    : m_thread([this] { run(); })
{
}

AdminThread::~AdminThread()
{
    stop();
}

void AdminThread::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wanted.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

bool AdminThread::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding || m_jobs.size() >= maxJobs)
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_wanted.notify_one();
    return true;
}

void AdminThread::postLater(std::chrono::milliseconds delay, std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_later.emplace(std::chrono::steady_clock::now() + delay, std::move(job));
    }
    m_wanted.notify_one();
}

void AdminThread::run()
{
    // Of this thread alone, as Linux has it.
    ::setpriority(PRIO_PROCESS, id_t(::gettid()), yieldingPriority);
    while (const auto job = take())
        job();
}

std::function<void()> AdminThread::take()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        if (!m_jobs.empty()) {
            auto job = std::move(m_jobs.front());
            m_jobs.pop_front();
            return job;
        }
        if (m_later.empty()) {
            m_wanted.wait(lock);
            continue;
        }
        const auto first = m_later.begin();
        if (first->first <= std::chrono::steady_clock::now()) {
            auto job = std::move(first->second);
            m_later.erase(first);
            return job;
        }
        m_wanted.wait_until(lock, Time(first->first));
    }
    return {};
}

} // namespace conversa
