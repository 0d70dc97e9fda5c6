// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace conversa::ctl {

// Takes secrets out of text that leaves the house: what looks like one, and those it has learned, wherever they stand.
class Redactor
{
public:
    static constexpr auto mark = "[redacted]";

    // A secret as it is. One of fewer than 6 bytes is passed over: it stands in half of all words.
    void learn(const QByteArray &secret);
    // All that looks like a secret in the text of a configuration or an environment.
    void learnFrom(const QByteArray &text);
    QByteArray redacted(const QByteArray &text) const;

private:
    QList<QByteArray> m_secrets; // the longest first
};

} // namespace conversa::ctl
