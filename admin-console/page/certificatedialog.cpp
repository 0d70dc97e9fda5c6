// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/certificatedialog.h"

#include "page/looks.h"
#include "page/signs.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>

namespace conversa::console {

namespace {

constexpr int TrustSign = 24;
constexpr int CertificateButtonWidth = 110;

QString nameOf(CertificateField field)
{
    switch (field) {
    case CertificateField::Subject:
        return CertificateDialog::tr("Issued to");
    case CertificateField::Names:
        return CertificateDialog::tr("Good for");
    case CertificateField::Issuer:
        return CertificateDialog::tr("Issued by");
    case CertificateField::ValidFrom:
        return CertificateDialog::tr("Valid from");
    case CertificateField::ValidUntil:
        return CertificateDialog::tr("Valid until");
    case CertificateField::Key:
        return CertificateDialog::tr("Key");
    case CertificateField::Fingerprint:
        return CertificateDialog::tr("Fingerprint (SHA-256)");
    case CertificateField::PublicKey:
        return CertificateDialog::tr("Public key (SHA-256)");
    case CertificateField::Serial:
        break;
    }
    return CertificateDialog::tr("Serial number");
}

QTableWidgetItem *cellOf(const QVariant &value)
{
    if (value.userType() == QMetaType::QDateTime) {
        auto *item = new QTableWidgetItem(QLocale().toString(value.toDateTime().toLocalTime(), QLocale::ShortFormat));
        item->setToolTip(value.toDateTime().toString(Qt::ISODate));
        return item;
    }
    const bool isList = value.userType() == QMetaType::QStringList;
    return new QTableWidgetItem(isList ? value.toStringList().join(QLatin1String(", ")) : value.toString());
}

void prepare(QTableWidget &table, int columns)
{
    table.setColumnCount(columns);
    table.verticalHeader()->hide();
    table.setShowGrid(false);
    table.setWordWrap(true);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    for (int column = 1; column < columns; ++column)
        table.horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

} // namespace

CertificateDialog::CertificateDialog(Peer peer, Trust trust, const QSslCertificate &pinned, QWidget *parent)
    : QDialog(parent)
    , m_peer(std::move(peer))
    , m_trust(trust)
    , m_pinned(pinned)
{
    setWindowTitle(tr("Certificate of the server"));
    build();
    for (const QSslCertificate &certificate : m_peer.chain)
        m_chain.addItem(certificate.subjectDisplayName());
    connect(&m_chain, &QListWidget::currentRowChanged, this, &CertificateDialog::onLinkChosen);
    connect(&m_copy, &QPushButton::clicked, this, &CertificateDialog::onCopy);
    connect(&m_trustIt, &QPushButton::clicked, this, &CertificateDialog::onTrust);
    connect(&m_close, &QPushButton::clicked, this, &QDialog::reject);
    m_chain.setCurrentRow(0);
    showChanges();
    resize(800, 680);
}

void CertificateDialog::build()
{
    const bool isGood = isTrusted(m_trust);
    m_sign.setPixmap(signPixmap(isGood ? Sign::Tick : Sign::Cross, toneColor(isGood ? Tone::Good : Tone::Bad, palette()),
        TrustSign, devicePixelRatioF()));
    m_sentence.setTextFormat(Qt::PlainText);
    m_sentence.setWordWrap(true);
    m_sentence.setText(sentence());
    m_changesTitle.setText(tr("What is different from the one you trusted"));
    m_copy.setText(tr("&Copy as PEM"));
    m_trustIt.setText(tr("&Trust this certificate only"));
    m_close.setText(tr("Close"));
    m_close.setDefault(true);
    m_trustIt.setVisible(!isGood && !m_peer.chain.isEmpty());
    m_chain.setAccessibleName(tr("Chain of certificates, the server's own first"));
    m_entries.setAccessibleName(tr("What the certificate says"));
    m_changes.setAccessibleName(m_changesTitle.text());
    m_trustIt.setObjectName(QStringLiteral("trust"));
    m_changes.setObjectName(QStringLiteral("changes"));
    m_entries.setObjectName(QStringLiteral("entries"));
    prepare(m_entries, 2);
    m_entries.horizontalHeader()->hide();
    prepare(m_changes, 3);
    m_changes.setHorizontalHeaderLabels({ QString(), tr("Trusted"), tr("Now") });
    m_chain.setMaximumHeight(72);
    for (QPushButton *button : { &m_copy, &m_trustIt, &m_close })
        button->setMinimumSize(CertificateButtonWidth, controlHeight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto *top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(&m_sign, 0, Qt::AlignTop);
    top->addWidget(&m_sentence, 1);
    column->addLayout(top);
    column->addWidget(&m_chain);
    column->addWidget(&m_entries, 4);
    column->addWidget(&m_changesTitle);
    column->addWidget(&m_changes, 3);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(&m_copy);
    buttons->addStretch(1);
    buttons->addWidget(&m_trustIt);
    buttons->addWidget(&m_close);
    column->addLayout(buttons);
}

QString CertificateDialog::sentence() const
{
    switch (m_trust) {
    case Trust::Signed:
        return tr("An authority that is trusted here has signed this certificate.");
    case Trust::Pinned:
        return tr("You trust this certificate, whoever signed it.");
    case Trust::PinBroken:
        return tr("The server shows another certificate than the one you trusted. Ask whoever runs it: somebody may be listening in.");
    case Trust::Untrusted:
        break;
    }
    const QString reason = m_peer.errors.isEmpty() ? QString() : m_peer.errors.first().errorString();
    return tr("This certificate is not trusted. The reason: %1").arg(reason);
}

void CertificateDialog::onLinkChosen(int row)
{
    const auto entries = entriesOf(m_peer.chain.value(row));
    m_entries.setRowCount(int(entries.size()));
    for (int i = 0; i < entries.size(); ++i) {
        m_entries.setItem(i, 0, new QTableWidgetItem(nameOf(entries[i].field)));
        m_entries.setItem(i, 1, cellOf(entries[i].value));
    }
}

void CertificateDialog::showChanges()
{
    const auto changes = m_trust == Trust::PinBroken ? changesBetween(m_pinned, m_peer.chain.value(0)) : QList<CertificateChange>();
    m_changesTitle.setVisible(!changes.isEmpty());
    m_changes.setVisible(!changes.isEmpty());
    m_changes.setRowCount(int(changes.size()));
    for (int i = 0; i < changes.size(); ++i) {
        m_changes.setItem(i, 0, new QTableWidgetItem(nameOf(changes[i].field)));
        m_changes.setItem(i, 1, cellOf(changes[i].before));
        m_changes.setItem(i, 2, cellOf(changes[i].now));
    }
}

void CertificateDialog::onCopy()
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(m_peer.chain.value(m_chain.currentRow()).toPem()));
}

void CertificateDialog::onTrust()
{
    Q_EMIT trustChosen(m_peer.chain.first());
    accept();
}

} // namespace conversa::console
