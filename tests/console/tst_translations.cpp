// SPDX-License-Identifier: Apache-2.0
// Seen red: an unfinished entry, a source text that is missing from the catalogue, and a lost %1.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Entry
{
    QString source;
    QStringList translations;
    bool finished = true;
};

QString sourceRoot()
{
    return qEnvironmentVariable("CONVERSA_SOURCE");
}

QStringList readForms(QXmlStreamReader &xml)
{
    QStringList forms;
    QString text;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::Characters)
            text += xml.text();
        else if (token == QXmlStreamReader::StartElement)
            text.clear();
        else if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("numerusform"))
            forms << text;
        else if (token == QXmlStreamReader::EndElement)
            break;
    }
    return forms.isEmpty() ? QStringList{ text } : forms;
}

QList<Entry> readCatalogue(const QString &path)
{
    QList<Entry> entries;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("source")) {
            entries.append({ xml.readElementText(), {} });
        } else if (xml.name() == QLatin1String("translation")) {
            entries.last().finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            entries.last().translations = readForms(xml);
        }
    }
    return entries;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%(?:n|[0-9])"));
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    return found;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsFinished_data();
    void everyEntryIsFinished();
    void nothingIsMissing();
};

void TestTranslations::everyEntryIsFinished_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("pt_BR") << QStringLiteral("pt_BR");
}

void TestTranslations::everyEntryIsFinished()
{
    QFETCH(QString, language);
    const auto entries
        = readCatalogue(sourceRoot() + QStringLiteral("/translations/conversa-console_%1.ts").arg(language));
    QVERIFY(!entries.isEmpty());
    for (const Entry &entry : entries) {
        QVERIFY2(entry.finished, qPrintable(entry.source));
        for (const QString &translation : entry.translations) {
            QVERIFY2(!translation.isEmpty(), qPrintable(entry.source));
            QCOMPARE(placeholders(translation), placeholders(entry.source));
            QCOMPARE(translation.count(QLatin1Char('&')), entry.source.count(QLatin1Char('&')));
        }
    }
}

void TestTranslations::nothingIsMissing()
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("conversa-console_pt_BR.ts"));
    QVERIFY(QFile::copy(sourceRoot() + QStringLiteral("/translations/conversa-console_pt_BR.ts"), copy));
    QProcess lupdate;
    lupdate.start(QStringLiteral(CONVERSA_LUPDATE),
        { QStringLiteral("-silent"), sourceRoot() + QStringLiteral("/admin-console"), QStringLiteral("-ts"), copy });
    QVERIFY(lupdate.waitForFinished());
    QCOMPARE(lupdate.exitCode(), 0);
    const auto entries = readCatalogue(copy);
    QVERIFY(entries.size() > 40);
    for (const Entry &entry : entries)
        QVERIFY2(entry.finished, qPrintable(entry.source));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
