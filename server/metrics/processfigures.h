// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

namespace conversa {

// The figures that every process has, under the names that Prometheus' own libraries give them.
void addProcess(std::vector<prometheus::MetricFamily> &families);

} // namespace conversa
