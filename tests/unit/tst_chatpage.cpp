// SPDX-License-Identifier: Apache-2.0
// The chat page's files and the policy that goes with them. Seen red: an inline script, an innerHTML, a file missing
// from the table, and 'unsafe-inline' in the policy.
#include "page/chatpage.h"

#include <QRegularExpression>
#include <QTest>

using namespace conversa;

class TestChatPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesWhatItRefersTo();
    void knowsNoOtherPath_data();
    void knowsNoOtherPath();
    void hasNothingInline();
    void neverMakesHtmlOfText();
    void bothLanguagesSayTheSame();
    void policyIsStrict();

private:
    QString body(QByteArrayView path) const
    {
        const auto file = chatPageFile(path);
        return file ? QString::fromUtf8(file->body) : QString();
    }
    QStringList matches(const QString &text, const char *pattern) const;
};

QStringList TestChatPage::matches(const QString &text, const char *pattern) const
{
    QStringList found;
    const QRegularExpression expression(QString::fromLatin1(pattern), QRegularExpression::MultilineOption);
    for (auto it = expression.globalMatch(text); it.hasNext();)
        found << it.next().captured(1);
    return found;
}

void TestChatPage::servesWhatItRefersTo()
{
    const auto page = chatPageFile("/");
    QVERIFY(page);
    QCOMPARE(page->contentType, QByteArray("text/html; charset=utf-8"));
    QStringList wanted = matches(body("/"), "(?:src|href)=\"([^\"]+)\"");
    for (const QString &module :
        matches(body("/page/main.js") + body("/page/client.js") + body("/page/view.js"), "from '\\.([^']+)'"))
        wanted << QStringLiteral("/page") + module;
    QVERIFY(wanted.size() >= 7);
    for (const QString &path : wanted)
        QVERIFY2(chatPageFile(path.toLatin1()) && !body(path.toLatin1()).isEmpty(), qPrintable(path));
    QCOMPARE(chatPageFile("/page/main.js")->contentType, QByteArray("text/javascript; charset=utf-8"));
}

void TestChatPage::knowsNoOtherPath_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path :
        { "", "//", "/page", "/page/", "/page/../chatpage.h", "/index.html", "/page/main.js?x", "/PAGE/main.js" })
        QTest::newRow(path) << QByteArray(path);
}

void TestChatPage::knowsNoOtherPath()
{
    QFETCH(QByteArray, path);
    QVERIFY(!chatPageFile(path));
}

void TestChatPage::hasNothingInline()
{
    const QString page = body("/");
    QVERIFY(matches(page, "(<script(?![^>]*src=)[^>]*>)").isEmpty());
    QVERIFY(matches(page, "(<style|\\sstyle=|\\son[a-z]+=|javascript:)").isEmpty());
    QVERIFY(matches(page, "((?:https?:)?//[a-z])").isEmpty());
}

void TestChatPage::neverMakesHtmlOfText()
{
    for (const char *path : { "/page/main.js", "/page/client.js", "/page/view.js", "/page/timeline.js" })
        QVERIFY2(matches(body(path), "(innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function)")
                     .isEmpty(),
            path);
}

void TestChatPage::bothLanguagesSayTheSame()
{
    const QStringList halves = body("/page/texts.js").split(QStringLiteral("const portuguese"));
    QCOMPARE(halves.size(), 2);
    const char *keys = "(?:^|[{,]) *([a-zA-Z_]+): *['({\\x28]";
    const QStringList english = matches(halves[0], keys);
    QVERIFY(english.size() > 40);
    QCOMPARE(matches(halves[1].section(QStringLiteral("const languages"), 0, 0), keys), english);
}

void TestChatPage::policyIsStrict()
{
    QVERIFY(ChatPagePolicy.startsWith("default-src 'none';"));
    QVERIFY(!ChatPagePolicy.contains("unsafe"));
    QVERIFY(!ChatPagePolicy.contains("*"));
    const auto headers = chatPageHeaders();
    const bool sent = std::any_of(headers.begin(), headers.end(), [](const PageHeader &header) {
        return header.name == "Content-Security-Policy" && header.value == ChatPagePolicy;
    });
    QVERIFY(sent);
}

QTEST_GUILESS_MAIN(TestChatPage)
#include "tst_chatpage.moc"
