// SPDX-License-Identifier: Apache-2.0
// floor: no protocol at all. Every frame from the publisher is answered with one write() of PAYLOAD bytes per
// subscriber: the cost below which one send per delivery cannot go. usage: floor PORT [PAYLOAD=450]
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    const size_t payload = argc > 2 ? atoi(argv[2]) : 450;
    int l = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(atoi(argv[1]));
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(l, (sockaddr *)&a, sizeof a) || listen(l, 4096)) {
        perror("listen");
        return 1;
    }
    int ep = epoll_create1(0);
    epoll_event e{ EPOLLIN, { .fd = l } };
    epoll_ctl(ep, EPOLL_CTL_ADD, l, &e);
    std::vector<int> subs;
    std::vector<char> greeted(70000);
    static char buf[65536];
    puts("ready");
    fflush(stdout);
    for (;;) {
        epoll_event ev[256];
        int n = epoll_wait(ep, ev, 256, -1);
        for (int i = 0; i < n; i++) {
            int fd = ev[i].data.fd;
            if (fd == l) {
                for (int k; (k = accept4(l, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
                    setsockopt(k, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    epoll_event q{ EPOLLIN, { .fd = k } };
                    epoll_ctl(ep, EPOLL_CTL_ADD, k, &q);
                    greeted[k] = 0;
                }
                continue;
            }
            ssize_t m = read(fd, buf, sizeof buf);
            if (m <= 0) {
                close(fd);
                continue;
            }
            if (!greeted[fd]) {
                greeted[fd] = 1;
                const char *h = "HTTP/1.1 101 S\r\n\r\n";
                (void)!write(fd, h, strlen(h));
                if (!memmem(buf, m, "GET /pub", 8))
                    subs.push_back(fd);
                continue;
            }
            for (size_t o = 0; o + 8 <= size_t(m);) {
                auto *f = (unsigned char *)buf + o;
                size_t len = f[1] & 127, h = 2;
                if (len == 126) {
                    len = f[2] << 8 | f[3];
                    h = 4;
                }
                unsigned char *k = f + h;
                char *p = (char *)f + h + 4;
                for (size_t j = 0; j < len; j++)
                    p[j] ^= k[j & 3];
                std::string body(p, len);
                body.resize(payload, 'y');
                std::string t{ char(0x81), 126, char(payload >> 8), char(payload & 255) };
                t += body;
                o += h + 4 + len;
                for (int s : subs)
                    (void)!write(s, t.data(), t.size());
            }
        }
    }
}
