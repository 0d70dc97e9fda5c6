// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/auditpage.h"

#include "page/looks.h"
#include "page/problemtext.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int mostFindingsTold = 8;
constexpr int proofSign = 14;

QString findingText(const QJsonObject &finding)
{
    const auto number = [&](const char *key) { return QLocale().toString(finding[QLatin1String(key)].toInteger()); };
    const QString kind = finding[QLatin1String("kind")].toString();
    const QString chain = finding[QLatin1String("chain")].toString().left(8);
    const QString from = number("from_seq");
    const QString to = number("to_seq");
    if (kind == QLatin1String("edited"))
        return AuditPage::tr("Chain %1: row %2 says something else than was written.").arg(chain, from);
    if (kind == QLatin1String("swapped"))
        return AuditPage::tr("Chain %1: rows %2 and %3 stand in each other's place.").arg(chain, from, to);
    if (kind == QLatin1String("deleted"))
        return AuditPage::tr("Chain %1: rows %2 to %3 are gone.").arg(chain, from, to);
    if (kind == QLatin1String("truncated"))
        return AuditPage::tr("Chain %1: its end is gone, rows %2 to %3.").arg(chain, from, to);
    return AuditPage::tr("Chain %1: no record tells of rows %2 to %3.").arg(chain, from, to);
}

} // namespace

AuditPage::AuditPage(LiveState &live, QWidget *parent)
    : AuditPage(live, new AuditTable(live.rest(), live.audit()), parent)
{
}

AuditPage::AuditPage(LiveState &live, AuditTable *table, QWidget *parent)
    : TablePage(live, *table,
          { QStringLiteral("age"), QStringLiteral("action"), QStringLiteral("result"), QStringLiteral("target"), QStringLiteral("role"), QStringLiteral("ip"), QStringLiteral("tenant"), QStringLiteral("detail") },
          Access::Admin, parent)
    , m_table(*table)
    , m_details(new RowDetails(*table))
    , m_verdict(new VerdictBar)
{
    adopt(*table);
    setObjectName(QStringLiteral("audit"));
    m_verify.setObjectName(QStringLiteral("verify"));
    m_verify.setMinimumHeight(controlHeight);
    pane().actions()->addWidget(&m_verify, 0, Qt::AlignTop);
    pane().setWidths({ 100, 150, 90, 150, 110, 100, 70 });
    connect(&m_verify, &QPushButton::clicked, this, &AuditPage::onVerify);
    connect(&pane(), &TablePane::selectionChanged, this, &AuditPage::onSelected);
    connect(&live, &LiveState::capabilitiesChanged, this, &AuditPage::onRights);
    connect(&live, &LiveState::left, this, [this] {
        ++m_server;
        m_verdict->setVerdict({}, {}, {});
    });
    connect(table, &RowTable::totalChanged, this, &AuditPage::showProof);
    build();
    onRights();
    retranslate();
}

StateText AuditPage::emptyText() const
{
    return { Sign::Ring, Tone::Quiet, tr("Nothing has been recorded yet."), tr("Who connects, who is refused and what administrators do appears here as it happens.") };
}

QWidget *AuditPage::buildContent()
{
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(12);
    split->addWidget(&pane());
    split->addWidget(m_details);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    m_details->setMinimumWidth(280);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addWidget(m_verdict);
    column->addWidget(split, 1);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(&m_proofSign);
    line->addWidget(&m_proof, 1);
    column->addLayout(line);
    m_proof.setObjectName(QStringLiteral("proof"));
    m_proof.setTextFormat(Qt::PlainText);
    m_proof.setWordWrap(true);
    return content;
}

void AuditPage::retranslate()
{
    m_verify.setText(tr("Ver&ify"));
    m_verify.setToolTip(live().access() == Access::Operator ? tr("The server reads the whole log and says whether it is as it was written. This is recorded too.") : tr("Only operators can have the whole log checked."));
    pane().filter().setExample(tr("Filter, for example action:key_revoked age:<1d"));
    showProof();
    TablePage::retranslate();
}

void AuditPage::onVerify()
{
    m_verify.setEnabled(false);
    m_verdict->setVerdict(Sign::Dots, Tone::Quiet, tr("The server reads the log …"));
    live().rest().ask<QJsonObject>({ QStringLiteral("/api/v1/admin/audit/verify") }, readJsonObject, this, [this, asked = m_server](const Answer<QJsonObject> &answer) {
        if (asked == m_server)
            onVerified(answer);
    });
}

void AuditPage::onVerified(const Answer<QJsonObject> &answer)
{
    onRights();
    if (!answer)
        return m_verdict->setVerdict(Sign::Cross, Tone::Bad, tr("The log was not checked: %1").arg(failureText(answer.failure())), {}, true);
    const QJsonObject &report = *answer;
    const auto number = [&](const char *key) { return int(report[QLatin1String(key)].toInteger()); };
    const QString what = tr("%n row(s)", nullptr, number("rows")) + QLatin1Char(' ') + tr("in %n chain(s)", nullptr, number("chains"));
    if (report[QLatin1String("ok")].toBool())
        return m_verdict->setVerdict(Sign::Tick, Tone::Good, tr("The log is as it was written: %1.").arg(what), {}, true);
    const QJsonArray findings = report[QLatin1String("findings")].toArray();
    QStringList told;
    for (const QJsonValue &finding : findings) {
        if (told.size() < mostFindingsTold)
            told << findingText(finding.toObject());
    }
    if (findings.size() > told.size())
        told << tr("and %n more", nullptr, int(findings.size() - told.size()));
    m_verdict->setVerdict(Sign::Cross, Tone::Bad, tr("The log is not as it was written: %1 were read.").arg(what), told, true);
}

void AuditPage::onSelected()
{
    const QList<int> rows = pane().selectedRows();
    if (rows.size() == 1)
        m_details->showRow(rows.front());
    else
        m_details->clearRow();
}

void AuditPage::onRights()
{
    const bool isOperator = live().access() == Access::Operator;
    m_table.setSeesAll(isOperator);
    m_verify.setEnabled(isOperator);
}

void AuditPage::showProof()
{
    const AuditProof &proof = m_table.proof();
    const Sign sign = !proof.isChecked ? Sign::Ring : proof.missing == 0 ? Sign::Tick : Sign::Triangle;
    const Tone tone = !proof.isChecked ? Tone::Quiet : proof.missing == 0 ? Tone::Good : Tone::Warning;
    m_proofSign.setPixmap(signPixmap(sign, toneColor(tone, palette()), proofSign, devicePixelRatioF()));
    m_proofSign.setVisible(m_table.rowCount() > 0);
    m_proof.setVisible(m_table.rowCount() > 0);
    if (!proof.isChecked)
        m_proof.setText(live().access() == Access::Operator ? tr("With a filter, nothing can be said of what is missing.") : tr("Whether anything is missing only an operator can see, who is shown every row."));
    else if (proof.missing == 0)
        m_proof.setText(tr("Nothing is missing between the first row and the last: the numbers of %n chain(s) follow each other.", nullptr, int(proof.chains)));
    else
        m_proof.setText(tr("%n row(s) are missing, where the table says so.", nullptr, int(proof.missing)));
}

} // namespace conversa::console
