// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/injector.h"

#include <QFrame>
#include <QLabel>
#include <QSlider>

#include <array>

namespace conversa::console {

// How bad the line of a party is: delay, jitter and loss of what it sends, each by a slider. Owned by the PartiesBar.
class LineFaults : public QFrame
{
    Q_OBJECT

public:
    explicit LineFaults(QWidget *parent = nullptr);

    void setFaults(const Faults &faults);
    Faults faults() const;

Q_SIGNALS:
    void changed(const conversa::console::Faults &faults);

protected:
    void changeEvent(QEvent *event) override;

private:
    static constexpr size_t count = 3; // delay, jitter, loss

    void refresh();

    std::array<QLabel, count> m_names;
    std::array<QSlider, count> m_sliders;
    std::array<QLabel, count> m_values;
};

} // namespace conversa::console
