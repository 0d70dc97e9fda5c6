// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/theme.h"
#include "model/livestate.h"
#include "page/tablepage.h"
#include "support/serverprocess.h"
#include "support/wsclient.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <memory>

namespace conversa::test {

// What a page remarked last, and how it is taken back.
struct Remark
{
    QString text;
    std::function<void()> undo;
};

// A real server, keys of it, and a console's state. Lives in the test's thread.
class PageBench
{
public:
    bool start(const QStringList &arguments = {}) { return server.start(arguments + QStringList{ database() }); }
    QString database() const { return QStringLiteral("--database.url=sqlite://") + server.file(QStringLiteral("console.db")); }
    // A new key, made by the command line.
    QByteArray keyOf(const QString &role, const QString &tenant, const QStringList &more = {})
    {
        const auto made = server.run(QStringList{ QStringLiteral("key"), QStringLiteral("create"), QStringLiteral("--name=") + role, QStringLiteral("--role=") + role,
                                         QStringLiteral("--tenant=") + tenant, QStringLiteral("--env=development"), database() }
            + more);
        return made.second.mid(made.second.indexOf("cv_"), 46);
    }
    QByteArray operatorKey() { return keyOf(QStringLiteral("admin"), QStringLiteral("*")); }
    void open(const QByteArray &key) { live.open({ QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port())), key }); }
    bool connectAs(const QByteArray &key)
    {
        open(key);
        return QTest::qWaitFor([this] { return live.link().state == console::LinkState::Connected; }, ServerProcess::patienceMs);
    }

    ServerProcess server;
    console::LiveState live;
};

// The remarks of a page, as they come.
inline std::shared_ptr<QList<Remark>> remarksOf(console::Page &page)
{
    auto remarks = std::make_shared<QList<Remark>>();
    QObject::connect(&page, &console::Page::remarked, &page, [remarks](const QString &text, const std::function<void()> &undo) { remarks->append({ text, undo }); });
    return remarks;
}

inline QPushButton *buttonOf(QWidget &widget, const char *name)
{
    return widget.findChild<QPushButton *>(QLatin1String(name));
}

// The one of the page's own panel, not of a part of it.
inline QPushButton *stateButton(QWidget &page)
{
    const auto buttons = page.findChildren<QPushButton *>(QStringLiteral("stateButton"));
    const auto seen = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) { return button->isVisible(); });
    return seen == buttons.end() ? nullptr : *seen;
}

// From Ready: a filter that finds nothing and its way back, an order that the server refuses, and a server that ends.
inline void walkThroughStates(console::TablePage &page, PageBench &bench, const QString &findsNothing)
{
    using console::PageState;
    page.lookFor(findsNothing);
    QTRY_COMPARE(page.state(), PageState::NoMatch);
    stateButton(page)->click();
    QTRY_COMPARE(page.state(), PageState::Ready);
    page.pane().model().setWish({ {}, QStringLiteral("nothing") });
    QTRY_COMPARE(page.state(), PageState::Failed);
    page.pane().model().setWish({});
    QTRY_COMPARE(page.state(), PageState::Ready);
    bench.server.kill();
    QTRY_COMPARE(page.state(), PageState::Stale);
}

// Exports the page's rows and answers the dialog that asks where to.
inline void exportTo(console::Page &page, const QString &path)
{
    QTimer::singleShot(0, &page, [path] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(path);
        static_cast<QDialog *>(dialog)->accept();
    });
    page.exportRows();
}

// The text of a cell, by the field's name.
inline QString cell(console::TablePane &pane, int row, std::string_view field)
{
    return pane.model().index(row, pane.model().columnOf(field)).data().toString();
}

inline void select(console::TablePane &pane, int row)
{
    pane.view().selectRow(row);
}

// Keeps pictures of a widget, light and dark, in $CONVERSA_PICTURES for a person to look at; none where that is not set.
inline void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("CONVERSA_PICTURES");
    if (folder.isEmpty())
        return;
    console::Theme theme;
    for (const auto look : { console::Look::Dark, console::Look::Light }) {
        theme.use(look);
        QCoreApplication::processEvents();
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, look == console::Look::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
    }
}

} // namespace conversa::test
