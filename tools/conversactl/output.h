// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstdio>

namespace conversa::ctl {

// Where the answer goes, and beside it what is only for a person. Owns neither file.
class Output
{
public:
    Output(std::FILE *answers, std::FILE *remarks);

    void write(const QByteArray &text);
    void line(const QByteArray &text) { write(text + '\n'); }
    // A sentence on the other file.
    void remark(const QByteArray &sentence);
    // Whether both are a terminal, where a person can be asked.
    bool isTerminal() const { return m_isTerminal; }
    // An empty screen, on a terminal.
    void clear();
    // What was written could not be.
    bool isBroken() const { return m_isBroken; }

private:
    std::FILE *const m_answers;
    std::FILE *const m_remarks;
    const bool m_isTerminal;
    bool m_isBroken = false;
};

} // namespace conversa::ctl
