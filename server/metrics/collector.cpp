// SPDX-License-Identifier: Apache-2.0
#include "metrics/collector.h"

#include "metrics/processfigures.h"

#include <QtGlobal>

namespace conversa {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;
using Families = std::vector<MetricFamily>;

// As in ClientMessage.
constexpr std::array<const char *, RequestTally::kinds> kindNames{
    "join_session", "leave_session", "send_message", "typing", "mark", "get_history", "authenticate", "refresh_token", "ping", "unreadable"};

std::string resultName(size_t result)
{
    return result == 0 ? "ok" : std::string(traits(ErrorCode(result - 1)).wire);
}

MetricFamily &begin(Families &families, MetricType type, const char *name, const char *help)
{
    return families.emplace_back(MetricFamily{name, help, type, {}});
}

void put(MetricFamily &family, double value, Labels labels = {})
{
    ClientMetric &metric = family.metric.emplace_back();
    metric.label = std::move(labels);
    if (family.type == MetricType::Counter)
        metric.counter.value = value;
    else
        metric.gauge.value = value;
}

void add(Families &families, MetricType type, const char *name, const char *help, double value)
{
    put(begin(families, type, name, help), value);
}

void put(MetricFamily &family, const Histogram::Reading &reading, Labels labels = {})
{
    ClientMetric &metric = family.metric.emplace_back();
    metric.label = std::move(labels);
    ClientMetric::Histogram &histogram = metric.histogram;
    for (size_t i = 0; i < reading.counts.size(); ++i) {
        histogram.sample_count += quint64(reading.counts[i]);
        if (i < Histogram::boundsUs.size())
            histogram.bucket.push_back({histogram.sample_count, double(Histogram::boundsUs[i]) / 1e6});
    }
    histogram.bucket.push_back({histogram.sample_count, std::numeric_limits<double>::infinity()});
    histogram.sample_sum = double(reading.sumUs) / 1e6;
}

} // namespace

Collector::Collector(MetricSources sources)
    : m_sources(std::move(sources))
{
}

Families Collector::Collect() const
{
    Families families;
    const Gauges gauges = m_sources.gauges();
    put(begin(families, MetricType::Gauge, "conversa_build_info", "What runs here; always 1."), 1,
        {{"version", m_sources.version.toStdString()}, {"qt", qVersion()}});
    addConnections(families, gauges);
    addMessages(families, gauges);
    addTimes(families);
    addState(families, gauges);
    addProcess(families);
    return families;
}

void Collector::addConnections(Families &families, const Gauges &gauges) const
{
    std::map<WordTally::Words, qint64> closes;
    std::map<WordTally::Words, qint64> refusals;
    qint64 tlsFailures = 0;
    for (const NetFigures &thread : m_sources.threads) {
        for (const auto &[words, count] : thread.closes.read())
            closes[words] += count;
        for (const auto &[words, count] : thread.refusals.read())
            refusals[words] += count;
        tlsFailures += thread.tlsFailures.get();
    }
    add(families, MetricType::Gauge, "conversa_connections", "WebSocket connections that are open.", double(gauges.connections));
    add(families, MetricType::Gauge, "conversa_sessions", "Sessions with members at this server.", double(gauges.sessions));
    auto &closed = begin(families, MetricType::Counter, "conversa_connections_closed_total",
                         "WebSocket connections that ended, by close code and by who began it.");
    for (const auto &[words, count] : closes)
        put(closed, double(count), {{"code", words.first.toStdString()}, {"side", words.second.toStdString()}});
    auto &refused = begin(families, MetricType::Counter, "conversa_requests_refused_total",
                          "HTTP requests and handshakes that were refused, by status and reason.");
    for (const auto &[words, count] : refusals)
        put(refused, double(count), {{"status", words.first.toStdString()}, {"reason", words.second.toStdString()}});
    add(families, MetricType::Counter, "conversa_tls_failures_total", "Connections to a TLS address that spoke none that is taken.",
        double(tlsFailures));
}

void Collector::addMessages(Families &families, const Gauges &gauges) const
{
    auto &requests = begin(families, MetricType::Counter, "conversa_client_messages_total",
                           "Messages of clients, by kind and by what came of them.");
    for (size_t kind = 0; kind < RequestTally::kinds; ++kind) {
        for (size_t result = 0; result < RequestTally::results; ++result) {
            qint64 count = 0;
            for (const NetFigures &thread : m_sources.threads)
                count += thread.requests.get(kind, result);
            // What never was is left out, but for what should be.
            if (count > 0 || (result == 0 && kind != RequestTally::unreadable))
                put(requests, double(count), {{"kind", kindNames[kind]}, {"result", resultName(result)}});
        }
    }
    auto &stored = begin(families, MetricType::Counter, "conversa_stored_messages_total",
                         "Messages that were to be stored, by what came of them.");
    for (size_t result = 0; result < m_sources.stored.results.size(); ++result) {
        const qint64 count = m_sources.stored.results[result].load(std::memory_order_relaxed);
        if (count > 0 || result == 0)
            put(stored, double(count), {{"result", resultName(result)}});
    }
    qint64 queued = 0;
    qint64 hints = 0;
    qint64 queues = 0;
    for (const NetFigures &thread : m_sources.threads) {
        queued += thread.queuedBytes.get();
        hints += thread.droppedHints.get();
        queues += thread.droppedQueues.get();
    }
    add(families, MetricType::Counter, "conversa_sent_messages_total", "WebSocket messages to clients.", double(gauges.messagesOut));
    add(families, MetricType::Counter, "conversa_received_bytes_total", "Bytes from WebSocket clients.", double(gauges.bytesIn));
    add(families, MetricType::Counter, "conversa_sent_bytes_total", "Bytes to WebSocket clients.", double(gauges.bytesOut));
    add(families, MetricType::Gauge, "conversa_send_queue_bytes", "Bytes for slow clients that the kernel does not take yet.",
        double(queued));
    auto &dropped = begin(families, MetricType::Counter, "conversa_dropped_total",
                          "What slow clients were not sent: hints one by one, and whole queues of those that were closed.");
    put(dropped, double(hints), {{"class", "hint"}});
    put(dropped, double(queues), {{"class", "queue"}});
}

void Collector::addTimes(Families &families) const
{
    const auto sum = [this](Histogram NetFigures::*member) {
        Histogram::Reading all;
        for (const NetFigures &thread : m_sources.threads)
            all.add((thread.*member).read());
        return all;
    };
    const auto addHistogram = [&](const char *name, const char *help, const Histogram::Reading &reading) {
        put(begin(families, MetricType::Histogram, name, help), reading);
    };
    addHistogram("conversa_accept_seconds", "From the accept of a connection until its thread looks at it.", sum(&NetFigures::accept));
    addHistogram("conversa_authenticate_seconds", "The look-up of a token.", sum(&NetFigures::authenticate));
    addHistogram("conversa_parse_seconds", "The reading of a client's message.", sum(&NetFigures::parse));
    addHistogram("conversa_store_seconds", "From a message's arrival until it is committed or refused.", m_sources.stored.store.read());
    addHistogram("conversa_publish_seconds", "From a message's event to Redis until Redis confirms it.", m_sources.publish.read());
    addHistogram("conversa_deliver_seconds", "From a message's arrival until a thread has written it to the members there.",
                 sum(&NetFigures::deliver));
    auto &lag = begin(families, MetricType::Histogram, "conversa_loop_lag_seconds", "How late a thread's event loop runs its timers.");
    put(lag, m_sources.mainLag.read(), {{"thread", "main"}});
    for (size_t i = 0; i < m_sources.threads.size(); ++i)
        put(lag, m_sources.threads[i].loopLag.read(), {{"thread", "net-" + std::to_string(i)}});
}

void Collector::addState(Families &families, const Gauges &gauges) const
{
    add(families, MetricType::Gauge, "conversa_draining", "1 while the server sends its clients away.", gauges.isDraining);
    put(begin(families, MetricType::Gauge, "conversa_store_up", "1 while the database answers."), gauges.isStoreUp,
        {{"store", m_sources.store.toStdString()}});
    add(families, MetricType::Gauge, "conversa_store_queue_messages", "Messages that wait to be stored, or are just being stored.",
        double(gauges.storeQueue));
    add(families, MetricType::Gauge, "conversa_store_read_wait_seconds", "How long the read that is next has waited for a thread.",
        double(gauges.storeReadWaitMs) / 1'000);
    auto &bus = begin(families, MetricType::Gauge, "conversa_bus_state", "How Redis carries between servers: 1 for what holds.");
    for (const char *state : {"off", "degraded", "up"})
        put(bus, gauges.bus == state, {{"state", state}});
    add(families, MetricType::Counter, "conversa_audit_lost_total", "Events that found no room in the audit log.",
        double(gauges.auditLost));
    if (!gauges.certificateExpiresMs)
        return;
    add(families, MetricType::Gauge, "conversa_tls_certificate_expiry_timestamp_seconds", "When the certificate in use expires.",
        double(*gauges.certificateExpiresMs) / 1'000);
    add(families, MetricType::Counter, "conversa_tls_certificates_refused_total",
        "New certificates that would not do, so that the one before stayed.", double(gauges.certificatesRefused));
}

} // namespace conversa
