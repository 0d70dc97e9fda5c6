// SPDX-License-Identifier: Apache-2.0
#include "conversactl/redactor.h"

#include <QRegularExpression>
#include <QString>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace conversa::ctl {

namespace {

constexpr qsizetype leastSecret = 6;

// The secret of each is what is captured as `s`; bytes are taken for Latin-1 letters, so nothing is lost on the way.
const QList<QRegularExpression> &patterns()
{
    const QString value = uR"((?<s>"(?:[^"\\]|\\.)+"|'[^']+'|[^\s,;}&"'\\]+))"_s;
    constexpr auto options = QRegularExpression::CaseInsensitiveOption;
    static const QList<QRegularExpression> all{
        QRegularExpression(u"(?<s>-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))"_s, QRegularExpression::DotMatchesEverythingOption),
        QRegularExpression(u"\\b(?<s>cvt?_[A-Za-z0-9_-]{16,})"_s),
        QRegularExpression(u"\\b(?<s>eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*)"_s),
        QRegularExpression(u"authorization[\"']?\\s*[:=]\\s*[\"']?(?:(?:bearer|basic|digest)\\s+)?(?<s>[^\\s\"',]+)"_s, options),
        QRegularExpression(u"\\b(?:bearer|basic)[ .](?<s>[A-Za-z0-9._~+/=-]{4,})"_s, options),
        QRegularExpression(u"\\bcookie[\"']?\\s*[:=]\\s*(?<s>[^\\r\\n\"']+)"_s, options),
        QRegularExpression(u"[a-z][a-z0-9+.-]*://(?<s>[^\\s/@\"'?#]+)@"_s, options),
        QRegularExpression(u"[a-z0-9_.-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|credential)s?[\"']?\\s*[=:]\\s*"_s + value, options),
        QRegularExpression(u"[?&](?:key|sig|signature)="_s + value, options),
    };
    return all;
}

QString withoutQuotes(const QString &text)
{
    const bool isQuoted = text.size() >= 2 && (text.startsWith(u'"') || text.startsWith(u'\''));
    return isQuoted ? text.mid(1, text.size() - 2) : text;
}

QString replaced(const QString &text, const QRegularExpression &pattern)
{
    QString out;
    qsizetype from = 0;
    for (auto found = pattern.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        const QString secret = match.captured(u"s"_s);
        const bool isQuoted = withoutQuotes(secret) != secret;
        out += text.mid(from, match.capturedStart(u"s"_s) - from);
        out += isQuoted ? secret.front() + QLatin1String(Redactor::mark) + secret.front() : QString::fromLatin1(Redactor::mark);
        from = match.capturedEnd(u"s"_s);
    }
    return out + text.mid(from);
}

} // namespace

void Redactor::learn(const QByteArray &secret)
{
    if (secret.size() < leastSecret || secret == mark || m_secrets.contains(secret))
        return;
    m_secrets.append(secret);
    std::sort(m_secrets.begin(), m_secrets.end(), [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
}

void Redactor::learnFrom(const QByteArray &text)
{
    for (const QRegularExpression &pattern : patterns()) {
        for (auto found = pattern.globalMatch(QString::fromLatin1(text)); found.hasNext();) {
            const QByteArray secret = withoutQuotes(found.next().captured(u"s"_s)).toLatin1();
            // Of user:password in a URL, the password, as it stands there and as it is.
            const QByteArray own = secret.mid(secret.indexOf(':') + 1);
            learn(secret);
            learn(own);
            learn(QByteArray::fromPercentEncoding(own));
        }
    }
}

QByteArray Redactor::redacted(const QByteArray &text) const
{
    QByteArray known = text;
    for (const QByteArray &secret : m_secrets) {
        for (const QByteArray &form : {secret, secret.toPercentEncoding(), secret.toBase64()})
            known.replace(form, mark);
    }
    QString out = QString::fromLatin1(known);
    for (const QRegularExpression &pattern : patterns())
        out = replaced(out, pattern);
    return out.toLatin1();
}

} // namespace conversa::ctl
