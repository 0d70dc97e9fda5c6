// SPDX-License-Identifier: Apache-2.0
// The page of API keys on a real server: its states, a key that is made, used, replaced and revoked, and that its secret stays
// nowhere.
// Seen red: the clipboard left as it is (theSecretStaysNowhere), the count of connections taken for zero (revokes), names shown as
// the server escapes them (isMadeAndUsed), "Try again" without effect (failsAndTriesAgain).
#include "console/pagebench.h"
#include "page/confirm.h"
#include "page/keydialog.h"
#include "page/keyspage.h"
#include "page/secretdialog.h"

#include <QClipboard>
#include <QDirIterator>
#include <QInputDialog>
#include <QMimeData>

using namespace conversa;
using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

class TestKeysPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void hasItsStates();
    void failsAndTriesAgain();
    void isClosedToAgents();
    void isMadeAndUsed();
    void aRefusalIsSaidInTheDialog();
    void onlyOperatorsChooseTheTenant();
    void theSecretStaysNowhere();
    void isReplaced();
    void revokes();
    void manyConnectionsHaveTheirNumberTyped();
    void isFilteredAndSorted();

private:
    template <typename Dialog>
    Dialog *dialog()
    {
        const auto found = m_page->findChildren<Dialog *>();
        return found.isEmpty() ? nullptr : found.back();
    }
    // Through the dialog; gives the secret and closes what shows it.
    QByteArray make(const QString &name, const QString &role = u"agent"_s)
    {
        buttonOf(*m_page, "createKey")->click();
        auto *form = dialog<KeyDialog>();
        form->findChild<QLineEdit *>(u"name"_s)->setText(name);
        auto *roles = form->findChild<QComboBox *>(u"role"_s);
        roles->setCurrentIndex(roles->findData(role));
        if (name.contains(u'4'))
            picture(*form, u"keys-create"_s);
        buttonOf(*form, "create")->click();
        return takeSecret();
    }
    QByteArray takeSecret()
    {
        if (!QTest::qWaitFor([this] { return dialog<SecretDialog>() != nullptr; }))
            return {};
        QPointer<SecretDialog> secret = dialog<SecretDialog>();
        const QByteArray text = secret->findChild<QLineEdit *>(u"secret"_s)->text().toLatin1();
        buttonOf(*secret, "saved")->click();
        return QTest::qWaitFor([&] { return secret.isNull(); }) ? text : QByteArray();
    }
    int rowOf(const QString &name)
    {
        for (int row = 0; row < m_page->pane().model().rowCount(); ++row) {
            if (cell(m_page->pane(), row, "name") == name)
                return row;
        }
        return -1;
    }

    std::unique_ptr<PageBench> m_bench;
    std::unique_ptr<KeysPage> m_page;
};

void TestKeysPage::init()
{
    m_bench = std::make_unique<PageBench>();
    QVERIFY2(m_bench->start(), m_bench->server.log());
    m_page = std::make_unique<KeysPage>(m_bench->live);
    m_page->resize(1'200, 700);
    m_page->show();
}

void TestKeysPage::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

void TestKeysPage::hasItsStates()
{
    const QAbstractItemModelTester tester(&m_page->pane().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_page->state(), PageState::Loading);
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    QTRY_COMPARE(m_page->state(), PageState::FirstUse);
    picture(*m_page, u"keys-first"_s);
    stateButton(*m_page)->click();
    QVERIFY(dialog<KeyDialog>());
    dialog<KeyDialog>()->reject();
    QVERIFY(!make(u"one"_s).isEmpty());
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    m_page->lookFor(u"role:contact"_s);
    QTRY_COMPARE(m_page->state(), PageState::NoMatch);
    stateButton(*m_page)->click();
    QTRY_COMPARE(m_page->state(), PageState::Ready);
    m_bench->server.kill();
    QTRY_COMPARE(m_page->state(), PageState::Stale);
    QCOMPARE(m_page->pane().model().rowCount(), 1);
}

// A server that stands still answers nothing the page asks for.
void TestKeysPage::failsAndTriesAgain()
{
    m_page->hide();
    m_bench->live.open({ .address = QUrl(u"http://127.0.0.1:%1"_s.arg(m_bench->server.port())), .key = "dev-admin-key", .timeoutMs = 500 });
    QTRY_COMPARE(m_bench->live.link().state, LinkState::Connected);
    QTRY_VERIFY(m_bench->live.access() != Access::Unknown);
    m_bench->server.stop();
    m_page->show();
    QTRY_COMPARE(m_page->state(), PageState::Failed);
    m_bench->server.proceed();
    stateButton(*m_page)->click();
    QTRY_COMPARE(m_page->state(), PageState::FirstUse);
}

void TestKeysPage::isClosedToAgents()
{
    QVERIFY(m_bench->connectAs("dev-user-key"));
    QTRY_COMPARE(m_page->state(), PageState::NoPermission);
}

void TestKeysPage::isMadeAndUsed()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    const QByteArray secret = make(u"Maria's <desk>"_s);
    QVERIFY(secret.startsWith("cv_"));
    QVERIFY(WsClient(m_bench->server.port(), { .token = secret }).isOpen());
    QTRY_COMPARE(rowOf(u"Maria's <desk>"_s), 0);
    QCOMPARE(cell(m_page->pane(), 0, "state"), u"good"_s);
    QCOMPARE(cell(m_page->pane(), 0, "role"), u"agent"_s);
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(QDateTime::fromString(m_page->pane().model().index(0, m_page->pane().model().columnOf("expires")).data(RowTable::WholeText).toString(), Qt::ISODateWithMs));
    QCOMPARE(days, qint64(KeyDialog::defaultDays));
}

void TestKeysPage::aRefusalIsSaidInTheDialog()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    buttonOf(*m_page, "createKey")->click();
    auto *form = dialog<KeyDialog>();
    QVERIFY(!buttonOf(*form, "create")->isEnabled());
    form->findChild<QLineEdit *>(u"name"_s)->setText(u"c"_s);
    auto *roles = form->findChild<QComboBox *>(u"role"_s);
    roles->setCurrentIndex(roles->findData(u"contact"_s));
    form->findChild<QLineEdit *>(u"contact"_s)->setText(u"nobody"_s);
    buttonOf(*form, "create")->click();
    QTRY_VERIFY(form->findChild<QLabel *>(u"problem"_s)->text().contains("contact_id"_L1));
    QVERIFY(form->isVisible() && buttonOf(*form, "create")->isEnabled());
    picture(*form, u"keys-refused"_s);
}

void TestKeysPage::onlyOperatorsChooseTheTenant()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    buttonOf(*m_page, "createKey")->click();
    QVERIFY(!dialog<KeyDialog>()->findChild<QLineEdit *>(u"tenant"_s)->isVisible());
    QPointer<KeyDialog> form = dialog<KeyDialog>();
    form->reject();
    QTRY_VERIFY(form.isNull());
    QVERIFY(m_bench->connectAs(m_bench->operatorKey()));
    buttonOf(*m_page, "createKey")->click();
    QVERIFY(dialog<KeyDialog>()->findChild<QLineEdit *>(u"tenant"_s)->isVisible());
    dialog<KeyDialog>()->findChild<QLineEdit *>(u"name"_s)->setText(u"for the shop"_s);
    dialog<KeyDialog>()->findChild<QLineEdit *>(u"tenant"_s)->setText(u"shop"_s);
    buttonOf(*dialog<KeyDialog>(), "create")->click();
    QVERIFY(!takeSecret().isEmpty());
    QTRY_VERIFY(rowOf(u"for the shop"_s) >= 0);
    QCOMPARE(cell(m_page->pane(), rowOf(u"for the shop"_s), "tenant"), u"shop"_s);
}

void TestKeysPage::theSecretStaysNowhere()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    buttonOf(*m_page, "createKey")->click();
    dialog<KeyDialog>()->findChild<QLineEdit *>(u"name"_s)->setText(u"a"_s);
    buttonOf(*dialog<KeyDialog>(), "create")->click();
    QTRY_VERIFY(dialog<SecretDialog>());
    QPointer<SecretDialog> shown = dialog<SecretDialog>();
    const QString secret = shown->findChild<QLineEdit *>(u"secret"_s)->text();
    shown->reject();
    QVERIFY(shown->isVisible());
    picture(*shown, u"keys-secret"_s);
    buttonOf(*shown, "copy")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), secret);
    QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
    buttonOf(*shown, "saved")->click();
    QTRY_VERIFY(shown.isNull());
    QVERIFY(QGuiApplication::clipboard()->text() != secret);
    QVERIFY(!m_bench->server.log().contains(secret.toLatin1()));
    // What the person copied since is the person's.
    buttonOf(*m_page, "createKey")->click();
    dialog<KeyDialog>()->findChild<QLineEdit *>(u"name"_s)->setText(u"b"_s);
    buttonOf(*dialog<KeyDialog>(), "create")->click();
    QTRY_VERIFY(dialog<SecretDialog>());
    shown = dialog<SecretDialog>();
    QGuiApplication::clipboard()->setText(u"mine"_s);
    buttonOf(*shown, "saved")->click();
    QTRY_VERIFY(shown.isNull());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
}

void TestKeysPage::isReplaced()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    const QByteArray old = make(u"a"_s);
    QTRY_COMPARE(rowOf(u"a"_s), 0);
    select(m_page->pane(), 0);
    buttonOf(*m_page, "rotateKey")->click();
    auto *question = m_page->findChild<QInputDialog *>(u"rotateDialog"_s);
    QVERIFY(question);
    question->setTextValue(u"not any longer"_s);
    question->accept();
    const QByteArray fresh = takeSecret();
    QVERIFY(fresh.startsWith("cv_") && fresh != old);
    QVERIFY(WsClient(m_bench->server.port(), { .token = fresh }).isOpen());
    m_page->refresh();
    QTRY_COMPARE(m_page->pane().model().rowCount(), 2);
}

void TestKeysPage::revokes()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    const auto remarks = remarksOf(*m_page);
    const QByteArray secret = make(u"a"_s);
    WsClient one(m_bench->server.port(), { .token = secret });
    WsClient two(m_bench->server.port(), { .token = secret });
    QVERIFY(one.isOpen() && two.isOpen());
    QTRY_COMPARE(rowOf(u"a"_s), 0);
    select(m_page->pane(), 0);
    buttonOf(*m_page, "revokeKey")->click();
    QTRY_VERIFY(dialog<ConfirmDialog>());
    QCOMPARE(buttonOf(*dialog<ConfirmDialog>(), "act")->text(), u"&Revoke and disconnect 2 connection(s)"_s);
    QVERIFY(buttonOf(*dialog<ConfirmDialog>(), "cancel")->isDefault());
    picture(*dialog<ConfirmDialog>(), u"keys-revoke"_s);
    // Cancelled, nothing happens.
    QPointer<ConfirmDialog> question = dialog<ConfirmDialog>();
    buttonOf(*question, "cancel")->click();
    QTRY_VERIFY(question.isNull());
    QVERIFY(one.sync());
    buttonOf(*m_page, "revokeKey")->click();
    QTRY_VERIFY(dialog<ConfirmDialog>());
    buttonOf(*dialog<ConfirmDialog>(), "act")->click();
    QTRY_COMPARE(remarks->size(), 1);
    QCOMPARE(one.waitForClose(), 4501);
    QCOMPARE(two.waitForClose(), 4501);
    m_page->refresh();
    QTRY_COMPARE(cell(m_page->pane(), 0, "state"), u"revoked"_s);
    select(m_page->pane(), 0);
    QVERIFY(!buttonOf(*m_page, "revokeKey")->isEnabled());
}

void TestKeysPage::manyConnectionsHaveTheirNumberTyped()
{
    ConfirmDialog question({ u"t"_s, u"s"_s, u"Disconnect 214 connections"_s, 214 }, nullptr);
    question.setAttribute(Qt::WA_DeleteOnClose, false);
    QPushButton *act = buttonOf(question, "act");
    auto *typed = question.findChild<QLineEdit *>(u"count"_s);
    QVERIFY(typed && !act->isEnabled());
    typed->setText(u"21"_s);
    QVERIFY(!act->isEnabled());
    typed->setText(u"214"_s);
    QVERIFY(act->isEnabled());
    picture(question, u"confirm-many"_s);
    const ConfirmDialog few({ u"t"_s, u"s"_s, u"Disconnect 50 connections"_s, 50 }, nullptr);
    QVERIFY(!few.findChild<QLineEdit *>(u"count"_s));
}

void TestKeysPage::isFilteredAndSorted()
{
    QVERIFY(m_bench->connectAs("dev-admin-key"));
    for (const char *name : { "b4", "a4", "c4" })
        QVERIFY(!make(QLatin1String(name)).isEmpty());
    QTRY_COMPARE(m_page->pane().model().rowCount(), 3);
    m_page->pane().model().setWish({ {}, u"name"_s });
    QCOMPARE(cell(m_page->pane(), 0, "name"), u"a4"_s);
    QCOMPARE(cell(m_page->pane(), 2, "name"), u"c4"_s);
    m_page->pane().model().setWish({ {}, u"-name"_s });
    QCOMPARE(cell(m_page->pane(), 0, "name"), u"c4"_s);
    picture(*m_page, u"keys"_s);
    m_page->lookFor(u"name:b"_s);
    QTRY_COMPARE(m_page->pane().model().rowCount(), 1);
}

QTEST_MAIN(TestKeysPage)
#include "tst_keyspage.moc"
