// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis.h"

#include <QLabel>
#include <QWidget>

#include <array>

namespace conversa::console {

// A diagnosis as it goes on: of each step a sign, its name, what came of it, how long it took, and what to do. Owned by
// the Connect page.
class LadderView : public QWidget
{
    Q_OBJECT

public:
    // `diagnosis` outlives it.
    explicit LadderView(const Diagnosis &diagnosis, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private Q_SLOTS:
    void onStep(conversa::console::Step step);

private:
    struct Rung
    {
        QLabel sign;
        QLabel name;
        QLabel took;
        QLabel outcome;
        QLabel remedy;
    };

    void build(size_t index);

    const Diagnosis &m_diagnosis;
    std::array<Rung, StepCount> m_rungs;
};

} // namespace conversa::console
