// SPDX-License-Identifier: Apache-2.0
// Every text is readable on its ground, as WCAG 2.1 counts it (1.4.3: 4.5; 1.4.6: 7).
// Seen red: white on the highlight 5b8def of the dark colours (3.2), a field for numbers without its edge.
#include "app/theme.h"
#include "page/signs.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <cmath>

using namespace conversa::console;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void contrast_data();
    void contrast();
    void edgesAreSeen();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double ratio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({ luminance(one), luminance(other) });
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

void TestTheme::contrast_data()
{
    QTest::addColumn<Look>("look");
    QTest::addColumn<double>("least");
    QTest::newRow("light") << Look::Light << 4.5;
    QTest::newRow("dark") << Look::Dark << 4.5;
    QTest::newRow("high contrast") << Look::HighContrast << 7.0;
}

void TestTheme::contrast()
{
    QFETCH(Look, look);
    QFETCH(double, least);
    m_theme->use(look);
    const QPalette palette = QApplication::palette();
    const auto of = [&](QPalette::ColorRole role) { return palette.color(role); };
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
        { QPalette::WindowText, QPalette::Window }, { QPalette::Text, QPalette::Base },
        { QPalette::Text, QPalette::AlternateBase }, { QPalette::ButtonText, QPalette::Button },
        { QPalette::HighlightedText, QPalette::Highlight }, { QPalette::ToolTipText, QPalette::ToolTipBase },
        { QPalette::PlaceholderText, QPalette::Base }, { QPalette::PlaceholderText, QPalette::Window },
        { QPalette::Link, QPalette::Base }, { QPalette::Link, QPalette::Window },
    };
    for (const auto &[text, ground] : pairs)
        QVERIFY2(ratio(of(text), of(ground)) >= least,
            qPrintable(QStringLiteral("%1 on %2: %3").arg(text).arg(ground).arg(ratio(of(text), of(ground)))));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        QVERIFY(ratio(palette.color(QPalette::Disabled, role), of(QPalette::Base)) >= least);
    for (const Tone tone : { Tone::Quiet, Tone::Good, Tone::Warning, Tone::Bad }) {
        for (const auto ground : { QPalette::Window, QPalette::Base })
            QVERIFY2(ratio(toneColor(tone, palette), of(ground)) >= least, qPrintable(QString::number(int(tone))));
    }
}

void TestTheme::edgesAreSeen()
{
    m_theme->use(Look::HighContrast);
    QWidget window;
    window.resize(200, 160);
    QLineEdit field(&window);
    QPushButton button(&window);
    QComboBox box(&window);
    QSpinBox number(&window);
    int y = 10;
    for (QWidget *widget : std::initializer_list<QWidget *>{ &field, &button, &box, &number }) {
        widget->setGeometry(10, y, 120, 28);
        widget->setFocusPolicy(Qt::NoFocus);
        y += 36;
    }
    const QImage image = window.grab().toImage();
    for (int top = 10; top < y; top += 36)
        QVERIFY2(ratio(image.pixelColor(60, top), Qt::black) >= 7, qPrintable(QString::number(top)));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
