// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace conversa::test {

// The `number`th address of 127.0.0.0/8, from 0; any of them reaches this machine.
quint32 loopbackAddress(int number);

// A TCP connection to 127.0.0.1 from an address of 127.0.0.0/8 that does not wait: it stands, or fails, when the
// descriptor becomes writable. -1: no descriptor.
int connectFrom(quint32 address, quint16 port);

// How often the kernel sent something of this connection again, its first packet included.
int retransmissions(int fd);

// Every open file this process may have.
void raiseOpenFiles();

} // namespace conversa::test
