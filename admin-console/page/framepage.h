// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/framering.h"
#include "page/filterfield.h"
#include "page/framedetails.h"
#include "page/page.h"
#include "page/sendbox.h"
#include "page/tapbar.h"

#include <QSplitter>
#include <QTableView>

namespace conversa::console {

// The frame inspector: what goes over tapped connections and over an own one, frame by frame, and a box to send from.
class FramePage : public Page
{
    Q_OBJECT

public:
    // Outlives it.
    explicit FramePage(LiveState &live, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("frames"); }
    void focusFilter() override { m_filter.focus(); }
    void clearFilter() override { m_filter.setFilter({}); }
    void refresh() override { m_frames.refresh(); }
    void exportRows() override;
    void copyAsJson() override;
    void setPaused(bool isPaused) override;
    // A connection's id is tapped at once; "user:ID" and "session:ID" too.
    void lookFor(const QString &what) override;
    FrameRing &frames() { return m_frames; }

protected:
    void retranslate() override;

private Q_SLOTS:
    void update();
    void onInserted();
    void onSelection();

private:
    QWidget *buildContent();
    void buildView();
    QByteArray rowsAsJson() const;
    std::vector<FrameRow> selected() const;

    LiveState &m_live;
    QSplitter m_splitter; // outlives what stands in it
    RawConnection m_connection;
    FrameRing m_frames;
    TapBar m_tap;
    FilterField m_filter;
    QPushButton m_clear;
    QTableView m_view;
    QStackedLayout *m_body;
    QLabel m_count;
    FrameDetails m_details;
    SendBox m_send;
    bool m_isPaused = false;
};

} // namespace conversa::console
