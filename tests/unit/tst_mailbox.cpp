// SPDX-License-Identifier: Apache-2.0
// When a network thread is woken for what others post to it.
// Seen red: with a promise that its take() does not end (a post after it wakes nobody).
#include "net/mailbox.h"

#include <QTest>

using namespace conversa;

class TestMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheFirstPostWakes();
    void aPromisedTakeNeedsNoWake();
    void whatCameBeforeThePromiseIsTakenToo();

private:
    static Post post()
    {
        return Task([] { });
    }
};

void TestMailbox::onlyTheFirstPostWakes()
{
    int wakes = 0;
    Mailbox mailbox([&] { ++wakes; });
    mailbox.post(post());
    mailbox.post(post());
    QCOMPARE(wakes, 1);
    QCOMPARE(mailbox.take().size(), size_t(2));
    mailbox.post(post());
    QCOMPARE(wakes, 2);
}

void TestMailbox::aPromisedTakeNeedsNoWake()
{
    int wakes = 0;
    Mailbox mailbox([&] { ++wakes; });
    mailbox.promiseTake();
    mailbox.post(post());
    mailbox.post(post());
    QCOMPARE(wakes, 0);
    QCOMPARE(mailbox.take().size(), size_t(2));
    mailbox.post(post());
    QCOMPARE(wakes, 1);
}

void TestMailbox::whatCameBeforeThePromiseIsTakenToo()
{
    int wakes = 0;
    Mailbox mailbox([&] { ++wakes; });
    mailbox.post(post());
    mailbox.promiseTake();
    mailbox.post(post());
    QCOMPARE(wakes, 1);
    QCOMPARE(mailbox.take().size(), size_t(2));
    QVERIFY(mailbox.take().empty());
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
