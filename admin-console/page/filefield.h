// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace conversa::console {

// The name of a file, typed or chosen. Owned by a form.
class FileField : public QWidget
{
    Q_OBJECT

public:
    explicit FileField(QWidget *parent = nullptr);

    QLineEdit &edit() { return m_edit; }
    QString name() const { return m_edit.text().trimmed(); }
    void setName(const QString &name) { m_edit.setText(name); }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onBrowse();

private:
    void retranslate();

    QLineEdit m_edit;
    QPushButton m_browse;
};

} // namespace conversa::console
