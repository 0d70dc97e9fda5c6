// SPDX-License-Identifier: Apache-2.0
#include "terminal/accesstoken.h"

#include <QFile>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace conversa {

namespace {

constexpr qint64 mostToken = 4'096;

// A terminal that shows nothing of what is typed, while it lives.
class Unseen
{
public:
    explicit Unseen(int fd)
        : m_fd(fd)
        , m_isTerminal(::tcgetattr(fd, &m_before) == 0)
    {
        if (!m_isTerminal)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(fd, TCSAFLUSH, &silent);
    }
    ~Unseen()
    {
        if (m_isTerminal)
            ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(Unseen)

private:
    const int m_fd;
    termios m_before{};
    const bool m_isTerminal;
};

} // namespace

Result<QByteArray> readToken(const QString &file)
{
    if (file.isEmpty()) {
        if (const QByteArray token = qgetenv("CONVERSA_TOKEN"); !token.isEmpty())
            return token;
        return Error{ ErrorCode::InvalidField, "There is no access key: set CONVERSA_TOKEN, or use --token-file." };
    }
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return Error{ ErrorCode::InvalidField, "The file with the access key cannot be read: " + input.errorString().toUtf8() };
    const QByteArray token = input.readLine(mostToken).trimmed();
    if (token.isEmpty())
        return Error{ ErrorCode::InvalidField, "The first line of the file with the access key is empty." };
    return token;
}

Result<QByteArray> askForToken(const QString &file)
{
    auto token = readToken(file);
    if (token || !file.isEmpty() || ::isatty(STDIN_FILENO) == 0)
        return token;
    const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return token;
    QFile terminal;
    if (!terminal.open(fd, QIODevice::ReadWrite | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return token;
    const Unseen unseen(fd);
    terminal.write("Access key: ");
    const QByteArray typed = terminal.readLine(mostToken).trimmed();
    terminal.write("\n");
    if (typed.isEmpty())
        return token;
    return typed;
}

} // namespace conversa
