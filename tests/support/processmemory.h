// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>

#include <unistd.h>

namespace conversa::test {

// Memory of a process that is in RAM; 0: there is no such process.
inline qint64 residentBytes(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/statm").arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}

} // namespace conversa::test
