// SPDX-License-Identifier: Apache-2.0
// wsload: a protocol-neutral WebSocket fan-out load generator (one epoll thread).
// N subscribers say hello (join), one publisher sends M messages at rate R; every text frame that holds
// "@@<ns>@@" counts as one delivery and gives one latency. The server's CPU and RSS come from /proc.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>
static uint64_t now() { timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }
struct Conn { int fd = -1; int state = 0; std::string in; bool isPub = false; int idx = 0; uint64_t frames = 0; bool next = false; };
static std::string opt(int argc, char **argv, const char *k, const char *d) {
    for (int i = 1; i + 1 < argc; i++) if (!strcmp(argv[i], k)) return argv[i + 1];
    return d;
}
static std::vector<std::string> opts(int argc, char **argv, const char *k) {
    std::vector<std::string> r;
    for (int i = 1; i + 1 < argc; i++) if (!strcmp(argv[i], k)) r.push_back(argv[i + 1]);
    return r;
}
static std::string rep(std::string s, const std::string &k, const std::string &v) {
    for (size_t p; (p = s.find(k)) != std::string::npos;) s.replace(p, k.size(), v);
    return s;
}
static std::string frame(const std::string &p, int op = 1) {
    std::string f; f.push_back(char(0x80 | op)); size_t n = p.size();
    if (n < 126) f.push_back(char(0x80 | n));
    else if (n < 65536) { f.push_back(char(0x80 | 126)); f.push_back(char(n >> 8)); f.push_back(char(n)); }
    else { f.push_back(char(0x80 | 127)); for (int i = 7; i >= 0; i--) f.push_back(char(uint64_t(n) >> (8 * i))); }
    unsigned char m[4] = {0x12, 0x34, 0x56, 0x78}; f.append((char *)m, 4);
    for (size_t i = 0; i < n; i++) f.push_back(char(p[i] ^ m[i & 3]));
    return f;
}
static double cpuOf(const std::vector<int> &pids) {
    double s = 0;
    for (int pid : pids) {
        char b[64]; snprintf(b, sizeof b, "/proc/%d/stat", pid);
        FILE *f = fopen(b, "r"); if (!f) continue;
        static char line[4096]; size_t n = fread(line, 1, sizeof line - 1, f); line[n] = 0; fclose(f);
        char *p = strrchr(line, ')'); unsigned long u = 0, k = 0;
        if (p) sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &k);
        s += double(u + k) / sysconf(_SC_CLK_TCK);
    }
    return s;
}
static long rssOf(const std::vector<int> &pids) {
    long s = 0;
    for (int pid : pids) {
        char b[64]; snprintf(b, sizeof b, "/proc/%d/statm", pid);
        FILE *f = fopen(b, "r"); if (!f) continue; long a = 0, r = 0; if (fscanf(f, "%ld %ld", &a, &r) == 2) s += r * 4; fclose(f);
    }
    return s;
}
int main(int argc, char **argv) {
    rlimit rl{400000, 400000}; if (setrlimit(RLIMIT_NOFILE, &rl)) { getrlimit(RLIMIT_NOFILE, &rl); rl.rlim_cur = rl.rlim_max; setrlimit(RLIMIT_NOFILE, &rl); }
    const std::string host = opt(argc, argv, "--host", "127.0.0.1"), path = opt(argc, argv, "--path", "/"),
        pubPath = opt(argc, argv, "--pub-path", path.c_str()), hello = opt(argc, argv, "--hello", ""),
        pubT = opt(argc, argv, "--pub", "@@{TS}@@"), extra = opt(argc, argv, "--header", ""), name = opt(argc, argv, "--name", "?"),
        mode = opt(argc, argv, "--mode", "rate");
    const int port = atoi(opt(argc, argv, "--port", "8080").c_str()), subs = atoi(opt(argc, argv, "--subs", "1000").c_str()),
        msgs = atoi(opt(argc, argv, "--msgs", "1000").c_str()), pad = atoi(opt(argc, argv, "--pad", "200").c_str()),
        rooms = atoi(opt(argc, argv, "--rooms", "1").c_str()), pubs = atoi(opt(argc, argv, "--pubs", "1").c_str()),
        idle = atoi(opt(argc, argv, "--idle", "0").c_str()), settle = atoi(opt(argc, argv, "--settle-ms", "1000").c_str()), window = atoi(opt(argc, argv, "--window", "0").c_str());
    const double rate = atof(opt(argc, argv, "--rate", "100").c_str());
    std::vector<int> pids; for (auto &p : opts(argc, argv, "--pid")) pids.push_back(atoi(p.c_str()));
    const long rss0 = rssOf(pids);
    int ep = epoll_create1(0);
    std::vector<Conn> c(subs + pubs);
    uint64_t t0 = now(); int opened = 0, failed = 0, started = 0; uint64_t deliveries = 0; std::vector<uint32_t> lat; lat.reserve(size_t(subs / std::max(1, rooms) + 1) * msgs + 16);
    uint64_t closed = 0, confirmed = 0; std::vector<uint32_t> clat; std::vector<int> ready; const double cpuC0 = cpuOf(pids);
    auto start = [&](int i) {
        Conn &k = c[i]; k.idx = i; k.isPub = i >= subs;
        k.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (k.fd < 0) { perror("socket"); exit(2); }
        int one = 1; setsockopt(k.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        sockaddr_in src{}; src.sin_family = AF_INET; char sb[32]; snprintf(sb, sizeof sb, "127.0.%d.%d", 1 + i / 20000, 1);
        inet_pton(AF_INET, sb, &src.sin_addr); setsockopt(k.fd, IPPROTO_IP, 24, &one, sizeof one); bind(k.fd, (sockaddr *)&src, sizeof src);
        sockaddr_in a{}; a.sin_family = AF_INET; a.sin_port = htons(port); inet_pton(AF_INET, host.c_str(), &a.sin_addr);
        if (connect(k.fd, (sockaddr *)&a, sizeof a) && errno != EINPROGRESS) { failed++; close(k.fd); k.fd = -1; k.state = 9; return; }
        epoll_event e{EPOLLIN | EPOLLOUT | EPOLLET, {.u32 = uint32_t(i)}}; epoll_ctl(ep, EPOLL_CTL_ADD, k.fd, &e);
    };
    auto roomOf = [&](int i) { char b[64]; snprintf(b, sizeof b, "550e8400-e29b-41d4-a716-%012d", i % rooms); return std::string(b); };
    auto sendAll = [&](Conn &k, const std::string &d) { size_t o = 0; while (o < d.size()) { ssize_t n = write(k.fd, d.data() + o, d.size() - o); if (n > 0) o += n; else if (errno == EAGAIN) usleep(50); else { return false; } } return true; };
    std::vector<epoll_event> ev(2048); static char buf[1 << 20];
    auto pump = [&](int ms) {
        int n = epoll_wait(ep, ev.data(), ev.size(), ms);
        for (int j = 0; j < n; j++) {
            Conn &k = c[ev[j].data.u32]; if (k.fd < 0) continue;
            if (k.state == 0 && (ev[j].events & EPOLLOUT)) {
                k.state = 1;
                std::string p = k.isPub ? pubPath : path; p = rep(rep(p, "{ROOM}", roomOf(k.idx)), "{I}", std::to_string(k.idx));
                std::string r = "GET " + p + " HTTP/1.1\r\nHost: " + host + ":" + std::to_string(port) + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + (extra.empty() ? "" : extra + "\r\n") + "\r\n";
                if (!sendAll(k, r)) { failed++; close(k.fd); k.fd = -1; k.state = 9; continue; }
            }
            for (;;) {
                ssize_t r = read(k.fd, buf, sizeof buf);
                if (r == 0 || (r < 0 && errno != EAGAIN)) { if (k.state < 2) failed++; else closed++; close(k.fd); k.fd = -1; k.state = 9; break; }
                if (r < 0) break;
                const uint64_t tn = now();
                const char *d = buf; size_t len = r;
                if (!k.in.empty()) { k.in.append(buf, r); d = k.in.data(); len = k.in.size(); }
                size_t o = 0;
                if (k.state == 1) {
                    const char *e = (const char *)memmem(d, len, "\r\n\r\n", 4);
                    if (!e) { if (k.in.empty()) k.in.assign(d, len); continue; }
                    if (memcmp(d, "HTTP/1.1 101", 12)) { if (!failed) fprintf(stderr, "%s: refused: %.*s\n", name.c_str(), 120, d); failed++; close(k.fd); k.fd = -1; k.state = 9; break; }
                    o = e + 4 - d; k.state = 2; opened++;
                    if (!hello.empty()) sendAll(k, frame(rep(hello, "{ROOM}", roomOf(k.idx))));
                }
                while (len - o >= 2) {
                    const unsigned char *f = (const unsigned char *)d + o; uint64_t n2 = f[1] & 127; size_t h = 2;
                    if (n2 == 126) { if (len - o < 4) break; n2 = f[2] << 8 | f[3]; h = 4; }
                    else if (n2 == 127) { if (len - o < 10) break; n2 = 0; for (int q = 2; q < 10; q++) n2 = n2 << 8 | f[q]; h = 10; }
                    if (len - o < h + n2) break;
                    const char *p = (const char *)f + h; const int op = f[0] & 15;
                    if (op == 1 || op == 2) {
                        k.frames++;
                        const char *m = (const char *)memmem(p, n2, "@@", 2);
                        if (m) { uint64_t ts = strtoull(m + 2, nullptr, 10); if (!k.isPub) { deliveries++; lat.push_back(uint32_t((tn - ts) / 1000)); } else if (memmem(p, n2, "message_sent", 12)) { confirmed++; clat.push_back(uint32_t((tn - ts) / 1000)); k.next = true; ready.push_back(k.idx); } }
                    } else if (op == 9) { std::string pg(p, n2); sendAll(k, frame(pg, 10)); }
                    o += h + n2;
                }
                std::string rest(d + o, len - o); k.in.swap(rest);
            }
        }
    };
    const int burst = atoi(opt(argc, argv, "--burst", "256").c_str());
    uint64_t lastProgress = now(); int lastDone = 0;
    while (opened + failed < subs + pubs) {
        while (started < subs + pubs && started - opened - failed < burst) start(started++);
        pump(10);
        if (opened + failed != lastDone) { lastDone = opened + failed; lastProgress = now(); }
        if (now() - lastProgress > 20000000000ull) { fprintf(stderr, "%s: stalled at %d opened %d failed\n", name.c_str(), opened, failed); break; }
    }
    const double tConn = (now() - t0) / 1e9; const double cpuConn = cpuOf(pids) - cpuC0;
    for (uint64_t e = now() + uint64_t(settle) * 1000000; now() < e;) pump(20);
    const long rss1 = rssOf(pids);
    if (idle) { const double a = cpuOf(pids); for (uint64_t e = now() + uint64_t(idle) * 1000000; now() < e;) pump(50); printf("%s idle_cpu_s=%.2f over %d ms\n", name.c_str(), cpuOf(pids) - a, idle); }
    const double cpu0 = cpuOf(pids); const uint64_t tm0 = now(); const std::string padS(pad, 'x');
    uint64_t expect = 0; int sent = 0; std::vector<int> roomSubs(rooms); for (int i = 0; i < subs; i++) if (c[i].state == 2) roomSubs[i % rooms]++;
    if (mode == "closed") { // every publisher keeps one unconfirmed message on its way for --seconds
        const double secs = atof(opt(argc, argv, "--seconds", "20").c_str()); const uint64_t end = now() + uint64_t(secs * 1e9);
        auto fire = [&](int i) { Conn &p = c[i]; if (p.fd < 0) return; char id[64]; snprintf(id, sizeof id, "c-%d-%d", i, sent); sendAll(p, frame(rep(rep(rep(rep(pubT, "{TS}", std::to_string(now())), "{PAD}", padS), "{SEQ}", id), "{ROOM}", roomOf(i)))); sent++; };
        for (int i = subs; i < subs + pubs; i++) fire(i);
        while (now() < end) { pump(1); std::vector<int> r; r.swap(ready); for (int i : r) fire(i); }
        uint64_t stop = now(); while (confirmed < uint64_t(sent) && now() - stop < 5000000000ull) pump(5);
        const double wall = (now() - tm0) / 1e9; std::sort(clat.begin(), clat.end());
        auto q = [&](double f) { return clat.empty() ? 0.0 : clat[std::min(clat.size() - 1, size_t(f * clat.size()))] / 1000.0; };
        printf("%-14s pubs=%d sent=%d confirmed=%llu conf/s=%.0f p50=%.2fms p99=%.2fms max=%.2fms cpu_us/conf=%.1f closed=%llu\n", name.c_str(), pubs, sent, (unsigned long long)confirmed, confirmed / wall, q(.5), q(.99), q(1),
            confirmed ? (cpuOf(pids) - cpu0) / confirmed * 1e6 : 0, (unsigned long long)closed);
        return confirmed == uint64_t(sent) && !failed ? 0 : 1;
    }
    uint64_t nextAt = now(); const uint64_t gap = rate > 0 ? uint64_t(1e9 / rate) : 0;
    while (sent < msgs) {
        // window: at most W messages not yet delivered everywhere (closed loop); else open loop at --rate
        bool may = window ? expect - deliveries < uint64_t(window) * std::max(1, subs / rooms) : now() >= nextAt;
        if (may) {
            Conn &p = c[subs + sent % pubs]; const int room = sent % rooms; if (p.fd < 0) break;
            std::string t = rep(rep(rep(rep(pubT, "{TS}", std::to_string(now())), "{PAD}", padS), "{SEQ}", std::to_string(sent)), "{ROOM}", roomOf(room));
            if (!sendAll(p, frame(t))) break;
            expect += roomSubs[room]; sent++; nextAt += gap; pump(0);
        } else pump(window ? 1 : 0);
    }
    uint64_t last = now(), ld = deliveries;
    while (deliveries < expect && now() - last < 5000000000ull) { pump(5); if (deliveries != ld) { ld = deliveries; last = now(); } }
    const double tm = ((deliveries < expect ? last : now()) - tm0) / 1e9, cpu = cpuOf(pids) - cpu0; const long rss2 = rssOf(pids);
    std::sort(lat.begin(), lat.end());
    auto q = [&](double f) { return lat.empty() ? 0.0 : lat[std::min(lat.size() - 1, size_t(f * lat.size()))] / 1000.0; };
    printf("%-14s subs=%d opened=%d failed=%d closed=%llu conn_s=%.2f conn_cpu_us=%.1f sent=%d deliv=%llu/%llu wall=%.2fs deliv/s=%.0f cpu_us/deliv=%.3f p50=%.2fms p99=%.2fms p99.9=%.2fms max=%.2fms rss/conn=%.1fKiB rss_end=%.1fMiB\n",
        name.c_str(), subs, opened, failed, (unsigned long long)closed, tConn, cpuConn / std::max(1, opened) * 1e6, sent, (unsigned long long)deliveries, (unsigned long long)expect, tm, deliveries / tm,
        deliveries ? cpu / deliveries * 1e6 : 0, q(.5), q(.99), q(.999), q(1), double(rss1 - rss0) / std::max(1, opened), rss2 / 1024.0);
    return deliveries == expect && !failed ? 0 : 1;
}
