// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/connectpage.h"

#include "model/profileendpoint.h"
#include "model/serveraddress.h"
#include "page/certificatedialog.h"
#include "page/looks.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QVBoxLayout>

namespace conversa::console {

namespace {

constexpr int ListWidth = 320;
constexpr int FormWidth = 720;
constexpr int ActionWidth = 110;
constexpr qint64 MostProfilesFile = 4 * 1'024 * 1'024;
const QString FirstAddress = QStringLiteral("http://localhost:8080");

Profile firstProfile()
{
    Profile profile = newProfile(QUrl(FirstAddress));
    profile.name.clear();
    return profile;
}

} // namespace

ConnectPage::ConnectPage(ProfileStore &store, QWidget *parent)
    : Page(parent)
    , m_store(store)
    , m_list(store)
    , m_ladder(m_diagnosis)
{
    setObjectName(QStringLiteral("connect"));
    setContent(build());
    connectParts();
    const auto last = m_store.lastUsed();
    if (last || !m_store.profiles().isEmpty())
        showProfile(last.value_or(m_store.profiles().value(0)));
    else
        showProfile(firstProfile());
    setState(PageState::Ready);
    retranslate();
}

QWidget *ConnectPage::build()
{
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins({});
    row->setSpacing(24);
    m_list.setFixedWidth(ListWidth);
    row->addWidget(&m_list);
    m_scroll.setWidget(buildRight());
    m_scroll.setWidgetResizable(true);
    m_scroll.setFrameShape(QFrame::NoFrame);
    m_scroll.setFocusPolicy(Qt::NoFocus);
    row->addWidget(&m_scroll, 1);
    return content;
}

QWidget *ConnectPage::buildRight()
{
    auto *right = new QWidget;
    right->setMaximumWidth(FormWidth);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 16, 0);
    column->setSpacing(16);
    column->addWidget(&m_form);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : { &m_connect, &m_test, &m_certificate, &m_save }) {
        button->setMinimumSize(ActionWidth, controlHeight);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(&m_ladderTitle);
    column->addWidget(&m_ladder);
    column->addStretch(1);
    m_connect.setObjectName(QStringLiteral("connectButton"));
    m_test.setObjectName(QStringLiteral("testButton"));
    m_certificate.setObjectName(QStringLiteral("certificateButton"));
    m_save.setObjectName(QStringLiteral("saveButton"));
    makeHeading(m_ladderTitle);
    m_ladderTitle.hide();
    m_ladder.hide();
    return right;
}

void ConnectPage::connectParts()
{
    connect(&m_list, &ProfileList::chosen, this, &ConnectPage::onChosen);
    connect(&m_list, &ProfileList::activated, this, &ConnectPage::onConnect);
    connect(&m_list, &ProfileList::newWanted, this, &ConnectPage::onNew);
    connect(&m_list, &ProfileList::duplicateWanted, this, &ConnectPage::onDuplicate);
    connect(&m_list, &ProfileList::removeWanted, this, &ConnectPage::onRemove);
    connect(&m_list, &ProfileList::importWanted, this, &ConnectPage::onImport);
    connect(&m_list, &ProfileList::exportWanted, this, &ConnectPage::onExport);
    connect(&m_form, &ProfileForm::edited, this, &ConnectPage::onEdited);
    connect(&m_form, &ProfileForm::submitted, this, &ConnectPage::onConnect);
    connect(&m_connect, &QPushButton::clicked, this, &ConnectPage::onConnect);
    connect(&m_test, &QPushButton::clicked, this, &ConnectPage::onTest);
    connect(&m_certificate, &QPushButton::clicked, this, &ConnectPage::onCertificate);
    connect(&m_save, &QPushButton::clicked, this, &ConnectPage::onSave);
    connect(&m_diagnosis, &Diagnosis::finished, this, &ConnectPage::onDiagnosed);
    connect(&m_diagnosis, &Diagnosis::stepChanged, this, &ConnectPage::updateButtons);
}

void ConnectPage::open(const QString &address, const QByteArray &key)
{
    const auto url = parseServerAddress(address);
    const auto isThere = [&](const Profile &profile) { return url && profile.address == *url; };
    const auto &known = m_store.profiles();
    if (const auto found = std::find_if(known.begin(), known.end(), isThere); found != known.end()) {
        showProfile(*found);
    } else if (url) {
        Profile profile = newProfile(*url);
        profile.keyPlace = KeyPlace::Memory;
        showProfile(profile);
    }
    if (key.isEmpty())
        return;
    m_form.key().setKey(key);
    onConnect();
}

void ConnectPage::showProfile(const Profile &profile)
{
    m_profile = profile;
    m_diagnosis.stop();
    m_ladder.hide();
    m_ladderTitle.hide();
    m_form.setProfile(profile);
    m_list.select(profile.id);
    updateButtons();
}

void ConnectPage::onChosen(const QString &id)
{
    const auto profile = m_store.find(id);
    if (profile && id != m_profile.id)
        showProfile(*profile);
}

void ConnectPage::onEdited()
{
    if (m_store.find(m_profile.id))
        save();
    updateButtons();
}

bool ConnectPage::save()
{
    const auto profile = m_form.profile();
    if (!profile || (m_store.find(profile->id) != *profile && !m_store.save(*profile)))
        return false;
    m_profile = *profile;
    m_list.select(m_profile.id);
    updateButtons();
    return true;
}

void ConnectPage::onNew()
{
    Profile profile = firstProfile();
    profile.address = QUrl();
    showProfile(profile);
    m_form.focusAddress();
}

void ConnectPage::onDuplicate(const QString &id)
{
    const auto original = m_store.find(id);
    if (!original)
        return;
    if (const auto copy = m_store.duplicate(id, tr("%1 (copy)").arg(original->name)))
        showProfile(*copy);
}

void ConnectPage::onRemove(const QString &id)
{
    const auto profile = m_store.find(id);
    if (!profile)
        return;
    m_store.remove(id);
    m_form.key().forget(id);
    showProfile(m_store.profiles().isEmpty() ? firstProfile() : m_store.profiles().first());
    Q_EMIT remarked(tr("“%1” was deleted.").arg(profile->name), [this, profile] {
        if (!m_store.save(*profile))
            return;
        showProfile(*profile);
        m_form.key().keep();
    });
}

void ConnectPage::onImport()
{
    const QString name = QFileDialog::getOpenFileName(this, tr("Import profiles"), {}, tr("Profiles (*.json)"));
    QFile file(name);
    if (name.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    const auto count = m_store.import(file.read(MostProfilesFile));
    Q_EMIT remarked(count ? tr("%n new profile(s).", nullptr, *count) : tr("This file holds no profiles."));
}

void ConnectPage::onExport()
{
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Export profiles"), QStringLiteral("conversa-profiles.json"), tr("Profiles (*.json)"));
    if (name.isEmpty())
        return;
    QSaveFile file(name);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(m_store.exported()) >= 0 && file.commit();
    Q_EMIT remarked(isWritten ? tr("The profiles were written, without their keys.") : tr("The file could not be written."));
}

void ConnectPage::onSave()
{
    if (save())
        m_form.key().keep();
}

std::optional<Endpoint> ConnectPage::endpoint()
{
    const auto profile = m_form.profile();
    if (!profile)
        return std::nullopt;
    const auto made = endpointOf(*profile, m_form.key().key());
    if (made)
        return *made;
    m_form.setFileProblem(made.error().field);
    return std::nullopt;
}

void ConnectPage::onTest()
{
    diagnose(Purpose::Test);
}

void ConnectPage::onConnect()
{
    if (!m_connect.isEnabled() || !save())
        return;
    m_form.key().keep();
    // Without TLS the connection itself says all there is to say.
    if (m_profile.address.scheme() == QLatin1String("https")) {
        diagnose(Purpose::Connect);
    } else if (const auto there = endpoint()) {
        m_endpoint = *there;
        finishConnecting();
    }
}

void ConnectPage::diagnose(Purpose purpose)
{
    const auto there = endpoint();
    if (!there)
        return;
    m_endpoint = *there;
    m_purpose = purpose;
    m_ladder.show();
    m_ladderTitle.show();
    m_diagnosis.start(m_endpoint);
    updateButtons();
}

void ConnectPage::onDiagnosed()
{
    updateButtons();
    // Once the rungs have their height.
    QMetaObject::invokeMethod(this, [this] { m_scroll.ensureWidgetVisible(&m_ladder); }, Qt::QueuedConnection);
    if (m_purpose == Purpose::Test)
        return;
    const auto isFailed = [this](size_t step) { return m_diagnosis.report(Step(step)).state == StepState::Failed; };
    if (isFailed(size_t(Step::Secure)) && m_diagnosis.peer())
        return onCertificate();
    for (size_t step = 0; step < StepCount; ++step) {
        if (isFailed(step))
            return;
    }
    finishConnecting();
}

void ConnectPage::finishConnecting()
{
    m_store.setLastUsed(m_profile.id);
    Q_EMIT connectRequested(m_endpoint, m_profile);
}

void ConnectPage::onCertificate()
{
    if (!m_diagnosis.peer())
        return;
    const Peer &peer = *m_diagnosis.peer();
    const auto pinned = QSslCertificate::fromData(m_profile.pinnedCertificate, QSsl::Pem).value(0);
    auto *dialog = new CertificateDialog(peer, judge(peer, m_endpoint.pin), pinned, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CertificateDialog::trustChosen, this, &ConnectPage::onTrust);
    dialog->open();
}

void ConnectPage::onTrust(const QSslCertificate &certificate)
{
    // What was typed and tested need not be saved yet.
    const auto typed = m_form.profile();
    if (!typed)
        return;
    m_profile = *typed;
    m_profile.pin = Pin::ofCertificate(certificate);
    m_profile.pinnedCertificate = certificate.toPem();
    const QByteArray key = m_form.key().key();
    m_form.setProfile(m_profile);
    m_form.key().setKey(key);
    onEdited();
    diagnose(m_purpose);
}

void ConnectPage::updateButtons()
{
    const bool isGood = bool(m_form.profile());
    const bool isBusy = m_diagnosis.isRunning();
    m_connect.setEnabled(isGood && !isBusy);
    m_test.setEnabled(isGood && !isBusy);
    m_certificate.setEnabled(m_diagnosis.peer().has_value() && !m_ladder.isHidden());
    m_save.setVisible(!m_store.find(m_profile.id));
    m_save.setEnabled(isGood);
}

void ConnectPage::retranslate()
{
    m_connect.setText(tr("&Connect"));
    m_test.setText(tr("&Test"));
    m_certificate.setText(tr("Ce&rtificate …"));
    m_save.setText(tr("&Save"));
    m_ladderTitle.setText(tr("The way to the server"));
}

} // namespace conversa::console
