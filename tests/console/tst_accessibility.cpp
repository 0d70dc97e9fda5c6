// SPDX-License-Identifier: Apache-2.0
// Every page for whoever works without a mouse or without seeing: names, roles, focus, letters and the way of the Tab key.
// Seen red: a table and a field without a name, a label without its field, a text field that keeps the Tab key.
#include "page/page.h"
#include "stage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QKeySequence>
#include <QLabel>
#include <QSet>
#include <QTest>

using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QWidget &widget)
{
    QString name = QString::fromLatin1(widget.metaObject()->className()) + u' ' + widget.objectName();
    for (const QWidget *parent = widget.parentWidget(); parent; parent = parent->parentWidget())
        name += u" in "_s + (parent->objectName().isEmpty() ? QString::fromLatin1(parent->metaObject()->className()) : parent->objectName());
    return name;
}

bool isReached(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && !widget.focusProxy() && (widget.focusPolicy() & Qt::TabFocus);
}

// What a person can do something with; its parts of Qt's making aside.
QList<QWidget *> interactive(const QWidget &page)
{
    QList<QWidget *> found;
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        const bool isInside = widget->objectName().startsWith(u"qt_"_s);
        if (widget->isVisible() && !isInside && widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy())
            found << widget;
    }
    return found;
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asAdministrator() { walk(); }
    void asAgent();
    void withNobody();

private:
    void walk();
    static void hasNames(const View &view);
    static void hasBuddies(const View &view);
    void tabReturns(const View &view);

    Stage m_stage;
    QByteArray m_operator;
};

void TestAccessibility::initTestCase()
{
    QVERIFY2(m_stage.startServer(), m_stage.server.log());
    m_operator = m_stage.key(u"admin"_s, u"*"_s, u"Operator"_s);
    QVERIFY(m_stage.bringPeople());
    QVERIFY(m_stage.connectAs(m_operator));
    QVERIFY(QTest::qWaitForWindowActive(&m_stage.window()));
}

void TestAccessibility::asAgent()
{
    QVERIFY(m_stage.connectAs(m_stage.agentKey()));
    QTRY_VERIFY(m_stage.chat.inbox().total() > 0);
    m_stage.chat.open(m_stage.chat.inbox().row(0));
    QTRY_VERIFY(m_stage.chat.self() && m_stage.chat.self()->isJoined());
    walk();
}

// What stands there when there is nothing to show can be reached too.
void TestAccessibility::withNobody()
{
    QVERIFY(m_stage.connectAs(m_operator));
    m_stage.server.kill();
    QTRY_COMPARE(m_stage.live.link().state, LinkState::Reconnecting);
    walk();
}

void TestAccessibility::walk()
{
    for (const View &view : m_stage.views()) {
        m_stage.turnTo(view, m_stage.live.link().state == LinkState::Connected ? 1'000 : 0);
        hasNames(view);
        hasBuddies(view);
        tabReturns(view);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestAccessibility::hasNames(const View &view)
{
    for (QWidget *widget : interactive(*view.page)) {
        QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(seen, qPrintable(nameOf(*widget)));
        QVERIFY2(!seen->text(QAccessible::Name).isEmpty(), qPrintable(u"no name: "_s + nameOf(*widget)));
        QVERIFY2(seen->role() != QAccessible::NoRole, qPrintable(u"no role: "_s + nameOf(*widget)));
        QVERIFY2(!widget->isEnabled() || seen->state().focusable, qPrintable(u"no focus: "_s + nameOf(*widget)));
    }
}

void TestAccessibility::hasBuddies(const View &view)
{
    for (const QLabel *label : view.page->findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::RichText || QKeySequence::mnemonic(label->text()).isEmpty() || label->buddy(),
            qPrintable(u"no field: "_s + label->text() + u' ' + nameOf(*label)));
}

void TestAccessibility::tabReturns(const View &view)
{
    const auto all = interactive(*view.page);
    QSet<QWidget *> missing;
    for (QWidget *widget : all) {
        if (isReached(*widget))
            missing.insert(widget);
    }
    if (missing.isEmpty())
        return;
    QWidget *first = *std::find_if(all.begin(), all.end(), [](QWidget *widget) { return isReached(*widget); });
    first->setFocus(Qt::TabFocusReason);
    QCOMPARE(QApplication::focusWidget(), first);
    for (int step = 0; step < 300; ++step) {
        missing.remove(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (QApplication::focusWidget() == first)
            break;
    }
    QVERIFY2(QApplication::focusWidget() == first, qPrintable(view.name + u" keeps the Tab key: "_s + nameOf(*QApplication::focusWidget())));
    QVERIFY2(missing.isEmpty(), qPrintable(view.name + u" has what Tab does not reach: "_s + (missing.isEmpty() ? QString() : nameOf(**missing.begin()))));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
