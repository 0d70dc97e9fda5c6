// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/histogram.h"

#include <QTimer>

namespace conversa {

// How late an event loop is: a timer of its own says so four times a second. Made in the thread whose loop it looks at.
class LoopLag
{
public:
    explicit LoopLag(Histogram &lag);

private:
    void onTimeout();

    Histogram &m_lag;
    QTimer m_timer;
    qint64 m_dueUs;
};

} // namespace conversa
