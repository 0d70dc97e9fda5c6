// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

namespace conversa::console {

// One large figure with its caption in a card. Owned by the page.
class FigureTile : public QFrame
{
    Q_OBJECT

public:
    explicit FigureTile(QWidget *parent = nullptr);

    void setCaption(const QString &caption);
    // An empty figure is shown as a dash.
    void setFigure(const QString &figure);
    // A stale figure is greyed: it was true once.
    void setStale(bool stale);
    QString figure() const { return m_figure.text(); }
    bool isStale() const { return m_stale; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QLabel m_figure;
    QLabel m_caption;
    bool m_stale = false;
};

} // namespace conversa::console
