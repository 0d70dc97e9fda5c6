// SPDX-License-Identifier: Apache-2.0
// The catalogues, each entry of each. Seen red: an unfinished entry, a source text that is missing from a catalogue, one that no
// source has any more, a lost %1, a lost mnemonic, "log de auditoria" as "registro", two fields with one letter.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Entry
{
    QString context;
    QString source;
    QStringList translations;
    QString type; // "unfinished", "vanished"; empty: as it should be

    QString key() const { return context + u": "_s + source; }
};

QString folderOfCatalogues()
{
    return qEnvironmentVariable("CONVERSA_SOURCE") + u"/translations/"_s;
}

QString catalogue(const QString &language)
{
    return u"conversa-console_%1.ts"_s.arg(language);
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
        else if (token == QXmlStreamReader::EndElement && xml.name() == "numerusform"_L1)
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
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "source"_L1) {
            entries.append({ context, xml.readElementText(), {}, {} });
        } else if (xml.name() == "translation"_L1) {
            entries.last().type = xml.attributes().value("type"_L1).toString();
            entries.last().translations = readForms(xml);
        }
    }
    return entries;
}

// In their order in the text or not: a language has its own.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%(?:n|[0-9])"_s);
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.sort();
    return found;
}

// The letter after the mark; "&&" is a sign and no mark.
QString mnemonic(const QString &text)
{
    static const QRegularExpression pattern(u"&(?:&|(\\w))"_s, QRegularExpression::UseUnicodePropertiesOption);
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        if (const auto found = it.next(); !found.captured(1).isEmpty())
            return found.captured(1).toLower();
    }
    return {};
}

// Without the marks of letters, and without what is typed as it stands: role:agent, --server, conversa-server key create.
QString proseOf(const QString &text)
{
    static const QRegularExpression typed(u"\\S+[-:]\\S+(?: key create)?|--\\w+"_s);
    return QString(text).remove(u'&').remove(typed);
}

bool hasWord(const QString &text, const QString &word)
{
    return QRegularExpression(u"\\b%1\\b"_s.arg(word), QRegularExpression::CaseInsensitiveOption).match(text).hasMatch();
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsFinished_data() { languages({ u"en"_s, u"pt_BR"_s, u"es"_s }); }
    void everyEntryIsFinished();
    void nothingIsMissingOrLeftOver_data() { languages({ u"en"_s, u"pt_BR"_s, u"es"_s }); }
    void nothingIsMissingOrLeftOver();
    void lettersStayApart_data() { languages({ u"pt_BR"_s, u"es"_s }); }
    void lettersStayApart();
    void keepsTheGlossary_data() { languages({ u"pt_BR"_s, u"es"_s }); }
    void keepsTheGlossary();

private:
    static void languages(const QStringList &names);
};

void TestTranslations::languages(const QStringList &names)
{
    QTest::addColumn<QString>("language");
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestTranslations::everyEntryIsFinished()
{
    QFETCH(QString, language);
    const auto entries = readCatalogue(folderOfCatalogues() + catalogue(language));
    QVERIFY(!entries.isEmpty());
    for (const Entry &entry : entries) {
        QVERIFY2(entry.type.isEmpty(), qPrintable(entry.key()));
        for (const QString &translation : entry.translations) {
            QVERIFY2(!translation.isEmpty(), qPrintable(entry.key()));
            QVERIFY2(placeholders(translation) == placeholders(entry.source), qPrintable(entry.key()));
            QVERIFY2(mnemonic(translation).isEmpty() == mnemonic(entry.source).isEmpty(), qPrintable(entry.key()));
        }
    }
}

void TestTranslations::nothingIsMissingOrLeftOver()
{
    QFETCH(QString, language);
    QTemporaryDir folder;
    const QString copy = folder.filePath(catalogue(language));
    QVERIFY(QFile::copy(folderOfCatalogues() + catalogue(language), copy));
    QProcess lupdate;
    QStringList arguments{ u"-silent"_s, qEnvironmentVariable("CONVERSA_SOURCE") + u"/admin-console"_s, u"-ts"_s, copy };
    if (language == u"en"_s)
        arguments.prepend(u"-pluralonly"_s);
    lupdate.start(QStringLiteral(CONVERSA_LUPDATE), arguments);
    QVERIFY(lupdate.waitForFinished());
    QCOMPARE(lupdate.exitCode(), 0);
    const auto entries = readCatalogue(copy);
    QVERIFY(entries.size() > 10);
    for (const Entry &entry : entries)
        QVERIFY2(entry.type.isEmpty(), qPrintable(entry.type + u' ' + entry.key()));
}

// What has a letter of its own within its part of a page in English has one in every language. Menus are looked at as they stand.
void TestTranslations::lettersStayApart()
{
    QFETCH(QString, language);
    QMap<QString, QMap<QString, QString>> english, own; // by context and letter: what has it
    for (const Entry &entry : readCatalogue(folderOfCatalogues() + catalogue(language))) {
        const QString letter = mnemonic(entry.translations.front());
        if (letter.isEmpty() || entry.context.endsWith("MainWindow"_L1))
            continue;
        const bool isAlone = !english[entry.context].contains(mnemonic(entry.source));
        english[entry.context].insert(mnemonic(entry.source), entry.source);
        QVERIFY2(!isAlone || !own[entry.context].contains(letter),
            qPrintable(entry.key() + u" has the letter of "_s + own[entry.context].value(letter)));
        own[entry.context].insert(letter, entry.source);
    }
}

void TestTranslations::keepsTheGlossary()
{
    QFETCH(QString, language);
    QFile file(folderOfCatalogues() + u"glossary.tsv"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto entries = readCatalogue(folderOfCatalogues() + catalogue(language));
    int checked = 0;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(u'\t');
        if (line.startsWith(u'#'))
            continue;
        QCOMPARE(cells.size(), 3);
        const QStringList beginnings = cells[language == u"pt_BR"_s ? 1 : 2].split(u'/');
        for (const Entry &entry : entries) {
            if (!hasWord(proseOf(entry.source), cells[0]))
                continue;
            for (QString translation : entry.translations) {
                const QString plain = translation.remove(u'&');
                const bool isKept = std::any_of(beginnings.begin(), beginnings.end(), [&](const QString &each) { return plain.contains(each, Qt::CaseInsensitive); });
                QVERIFY2(isKept, qPrintable(cells[0] + u" in "_s + entry.key() + u" -> "_s + plain));
                ++checked;
            }
        }
    }
    QVERIFY(checked > 200);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
