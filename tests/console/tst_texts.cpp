// SPDX-License-Identifier: Apache-2.0
// What stands on the pages: all of it translated, none of it cut, in three languages, in one that is 40 % longer than English, and
// from right to left.
// Seen red: texts that are not in the catalogue, a pane narrower than its buttons, two entries of a menu with one letter.
#include "page/page.h"
#include "stage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QTabBar>
#include <QTest>
#include <QXmlStreamReader>

using namespace conversa::console;
using namespace conversa::test;
using namespace Qt::StringLiterals;

namespace {

const QStringList Languages{ u"en"_s, u"pt_BR"_s, u"es"_s };

// Every text two fifths longer and with accents; what is put in later and the letters' marks stay.
class Longer : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int n) const override
    {
        static const QString plain = u"aeioucnAEIOU"_s, accented = u"áéíóúçñÁÉÍÓÚ"_s;
        QString text = QString::fromUtf8(source);
        const qsizetype more = text.size() * 2 / 5;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const qsizetype place = plain.indexOf(text[i]);
            if (place >= 0 && (i == 0 || (text[i - 1] != u'%' && text[i - 1] != u'&')))
                text[i] = accented[place];
        }
        if (n >= 0)
            text.replace(u"%n"_s, QString::number(n));
        return source[0] == ' ' || text.size() < 2 ? text : text + u" ñándú åøü ëïö ñándú åøü ëïö ñándú åøü ëïö"_s.left(more);
    }
};

// Source texts that every entry of the catalogue translates into something else.
QSet<QString> foreignTexts(const QString &language)
{
    QFile file(qEnvironmentVariable("CONVERSA_SOURCE") + u"/translations/conversa-console_%1.ts"_s.arg(language));
    QSet<QString> other, same;
    if (!file.open(QIODevice::ReadOnly))
        return other;
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "source"_L1)
            source = xml.readElementText();
        else if (xml.name() == "translation"_L1)
            (xml.readElementText(QXmlStreamReader::IncludeChildElements) == source ? same : other).insert(source);
    }
    // A word of Portuguese or Spanish may look like another one of English.
    return other - same;
}

// All that can be read on a widget.
QStringList textsOf(const QWidget &widget)
{
    QStringList texts{ widget.toolTip(), widget.accessibleName(), widget.windowTitle() };
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        texts << label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        texts << button->text();
    if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
        texts << field->placeholderText();
    if (const auto *field = qobject_cast<const QPlainTextEdit *>(&widget))
        texts << field->placeholderText();
    if (const auto *box = qobject_cast<const QComboBox *>(&widget)) {
        for (int i = 0; i < box->count(); ++i)
            texts << box->itemText(i);
    }
    if (const auto *tabs = qobject_cast<const QTabBar *>(&widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            texts << tabs->tabText(i);
    }
    if (const auto *header = qobject_cast<const QHeaderView *>(&widget); header && header->orientation() == Qt::Horizontal && header->model()) {
        for (int i = 0; i < header->count(); ++i)
            texts << header->model()->headerData(i, Qt::Horizontal).toString();
    }
    return texts;
}

// What of the widget's text has no room; nothing where all has.
QString cutOf(QWidget &widget)
{
    if (auto *label = qobject_cast<QLabel *>(&widget)) {
        const bool isElided = label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        if (label->text().isEmpty() || isElided)
            return {};
        const bool isCut = label->wordWrap() ? label->heightForWidth(label->width()) > label->height() : label->minimumSizeHint().width() > label->width();
        return isCut ? label->text() : QString();
    }
    if (auto *button = qobject_cast<QAbstractButton *>(&widget))
        return button->text().isEmpty() || button->sizeHint().width() <= button->width() ? QString() : button->text();
    if (auto *box = qobject_cast<QComboBox *>(&widget)) {
        const int room = box->width() - 28;
        return box->fontMetrics().horizontalAdvance(box->currentText()) <= room ? QString() : box->currentText();
    }
    if (auto *tabs = qobject_cast<QTabBar *>(&widget); tabs && tabs->count() > 0) {
        const QRect last = tabs->tabRect(tabs->count() - 1);
        return tabs->rect().contains(last) && tabs->tabRect(0).left() >= 0 ? QString() : tabs->tabText(tabs->count() - 1);
    }
    return {};
}

QString headerCutOf(const QWidget &widget)
{
    const auto *header = qobject_cast<const QHeaderView *>(&widget);
    if (!header || header->orientation() != Qt::Horizontal || !header->model())
        return {};
    for (int i = 0; i < header->count(); ++i) {
        const QString text = header->model()->headerData(i, Qt::Horizontal).toString();
        if (!header->isSectionHidden(i) && header->sectionSize(i) < header->fontMetrics().horizontalAdvance(text) + 8)
            return text;
    }
    return {};
}

} // namespace

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void qtSpeaksTheLanguage();
    void menusHaveLettersOfTheirOwn();
    void noSourceIsLeft();
    void nothingIsCut();
    void nothingIsCutWhereTextsAreLonger();
    void nothingIsCutFromRightToLeft();

private:
    // Calls it for every widget that is seen on every page, as an administrator and as an agent.
    void onEveryWidget(const std::function<void(const View &, QWidget &)> &look);
    void nothingCut();

    Stage m_stage;
    QStringList m_wrong;
};

void TestTexts::initTestCase()
{
    QVERIFY2(m_stage.startServer(), m_stage.server.log());
    QVERIFY(m_stage.bringPeople());
    QVERIFY(m_stage.connectAs(m_stage.key(u"admin"_s, u"*"_s, u"Operator"_s)));
    m_stage.window().resize(1280, 800);
}

void TestTexts::onEveryWidget(const std::function<void(const View &, QWidget &)> &look)
{
    m_wrong.clear();
    for (const View &view : m_stage.views()) {
        m_stage.turnTo(view, 1'000);
        for (QWidget *widget : m_stage.window().findChildren<QWidget *>()) {
            if (widget->isVisible() && widget->window() == &m_stage.window())
                look(view, *widget);
        }
    }
    m_wrong.removeDuplicates();
    QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
}

void TestTexts::qtSpeaksTheLanguage()
{
    for (const QString &language : { u"pt_BR"_s, u"es"_s }) {
        m_stage.wear(Look::Light, language);
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Cancelar"_s);
    }
}

void TestTexts::menusHaveLettersOfTheirOwn()
{
    for (const QString &language : Languages) {
        m_stage.wear(Look::Light, language);
        for (QWidget *menu : m_stage.window().findChildren<QWidget *>()) {
            if (!qobject_cast<QMenu *>(menu) && !qobject_cast<QMenuBar *>(menu))
                continue;
            QSet<QString> letters;
            for (const QAction *action : menu->actions()) {
                const QString letter = QKeySequence::mnemonic(action->text()).toString();
                QVERIFY2(letter.isEmpty() || !letters.contains(letter), qPrintable(language + u": "_s + action->text()));
                letters.insert(letter);
            }
        }
    }
}

void TestTexts::noSourceIsLeft()
{
    for (const QString &language : { u"pt_BR"_s, u"es"_s }) {
        m_stage.wear(Look::Light, language);
        const QSet<QString> foreign = foreignTexts(language);
        QVERIFY(foreign.size() > 100);
        onEveryWidget([&](const View &view, QWidget &widget) {
            for (const QString &text : textsOf(widget)) {
                if (foreign.contains(text))
                    m_wrong << language + u' ' + view.name + u": "_s + text;
            }
        });
    }
}

void TestTexts::nothingCut()
{
    onEveryWidget([this](const View &view, QWidget &widget) {
        if (const QString cut = cutOf(widget); !cut.isEmpty())
            m_wrong << view.name + u": "_s + QString::fromLatin1(widget.metaObject()->className()) + u' ' + cut;
    });
}

void TestTexts::nothingIsCut()
{
    for (const QString &language : Languages) {
        m_stage.wear(Look::Light, language);
        nothingCut();
        onEveryWidget([this](const View &view, QWidget &widget) {
            if (const QString cut = headerCutOf(widget); !cut.isEmpty())
                m_wrong << view.name + u" column: "_s + cut;
        });
    }
}

void TestTexts::nothingIsCutWhereTextsAreLonger()
{
    m_stage.wear(Look::Light, u"en"_s);
    Longer longer;
    QCoreApplication::installTranslator(&longer);
    m_stage.settle();
    nothingCut();
    QCoreApplication::removeTranslator(&longer);
}

void TestTexts::nothingIsCutFromRightToLeft()
{
    m_stage.wear(Look::Light, u"en"_s);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    m_stage.settle();
    nothingCut();
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TestTexts)
#include "tst_texts.moc"
