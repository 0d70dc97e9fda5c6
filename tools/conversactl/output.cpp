// SPDX-License-Identifier: Apache-2.0
#include "conversactl/output.h"

#include <unistd.h>

namespace conversa::ctl {

Output::Output(std::FILE *answers, std::FILE *remarks)
    : m_answers(answers)
    , m_remarks(remarks)
    , m_isTerminal(::isatty(::fileno(answers)) == 1 && ::isatty(::fileno(remarks)) == 1)
{
}

void Output::write(const QByteArray &text)
{
    const bool isWritten = std::fwrite(text.constData(), 1, size_t(text.size()), m_answers) == size_t(text.size());
    m_isBroken |= !isWritten || std::fflush(m_answers) != 0;
}

void Output::remark(const QByteArray &sentence)
{
    std::fprintf(m_remarks, "%s\n", sentence.constData());
    std::fflush(m_remarks);
}

void Output::clear()
{
    if (m_isTerminal)
        write("\x1b[H\x1b[2J");
}

} // namespace conversa::ctl
