// SPDX-License-Identifier: Apache-2.0
#include "config/keykinds.h"

#include <array>
#include <optional>
#include <utility>

namespace conversa::keykinds {

namespace {

struct Unit
{
    const char *suffix;
    qint64 factor;
};

constexpr std::array<Unit, 3> sizeUnits{{{"KiB", 1024}, {"MiB", 1024 * 1024}, {"B", 1}}};
constexpr std::array<Unit, 4> timeUnits{{{"ms", 1}, {"min", 60'000}, {"s", 1'000}, {"h", 3'600'000}}};
constexpr std::array<Unit, 2> rateUnits{{{"/s", 1}, {"/min", 60}}};

template <typename Units>
std::optional<qint64> withUnit(QByteArray text, const Units &units)
{
    qint64 factor = 1;
    for (const Unit &unit : units) {
        if (!text.endsWith(unit.suffix))
            continue;
        text.chop(qsizetype(qstrlen(unit.suffix)));
        factor = unit.factor;
        break;
    }
    bool isNumber = false;
    const qint64 value = text.trimmed().toLongLong(&isNumber);
    constexpr qint64 most = qint64(1) << 50;
    if (!isNumber || value < 0 || value > most / factor)
        return std::nullopt;
    return value * factor;
}

QByteArray range(qint64 low, qint64 high)
{
    return "from " + QByteArray::number(low) + " to " + QByteArray::number(high);
}

template <typename Units>
ConfigKey withUnits(const char *name, const char *doc, Field<qint64> field, qint64 low, qint64 high, const Units &units,
                    const char *what)
{
    ConfigKey key{name, doc};
    key.set = [=](Config &config, const QByteArrayList &values) -> QByteArray {
        const auto value = withUnit(values.first(), units);
        if (!value || *value < low || *value > high)
            return QByteArray("must be ") + what + ' ' + range(low, high);
        field.set(config, *value);
        return {};
    };
    key.show = [=](const Config &config) {
        return QByteArray::number(field.get(config));
    };
    return key;
}

constexpr std::array<Unit, 0> noUnits{};

} // namespace

ConfigKey text(const char *name, const char *doc, Field<QByteArray> field)
{
    ConfigKey key{name, doc};
    key.set = [=](Config &config, const QByteArrayList &values) {
        field.set(config, values.first());
        return QByteArray();
    };
    key.show = [=](const Config &config) {
        return '"' + field.get(config) + '"';
    };
    return key;
}

ConfigKey choice(const char *name, const char *doc, Field<QByteArray> field, QByteArrayList choices)
{
    ConfigKey key = text(name, doc, field);
    key.set = [=](Config &config, const QByteArrayList &values) -> QByteArray {
        if (!choices.contains(values.first()))
            return "must be one of: " + choices.join(", ");
        field.set(config, values.first());
        return {};
    };
    return key;
}

ConfigKey list(const char *name, const char *doc, Field<QByteArrayList> field)
{
    ConfigKey key{name, doc, true};
    key.set = [=](Config &config, const QByteArrayList &values) {
        field.set(config, values);
        return QByteArray();
    };
    key.show = [=](const Config &config) {
        const QByteArrayList values = field.get(config);
        return values.isEmpty() ? QByteArray("[]") : "[\"" + values.join("\", \"") + "\"]";
    };
    return key;
}

ConfigKey flag(const char *name, const char *doc, Field<bool> field)
{
    ConfigKey key{name, doc};
    key.set = [=](Config &config, const QByteArrayList &values) -> QByteArray {
        if (values.first() != "true" && values.first() != "false")
            return "must be true or false";
        field.set(config, values.first() == "true");
        return {};
    };
    key.show = [=](const Config &config) {
        return QByteArray(field.get(config) ? "true" : "false");
    };
    return key;
}

ConfigKey number(const char *name, const char *doc, Field<qint64> field, qint64 low, qint64 high)
{
    return withUnits(name, doc, std::move(field), low, high, noUnits, "a whole number");
}

ConfigKey count(const char *name, const char *doc, Field<int> field, int low, int high)
{
    ConfigKey key{name, doc};
    key.set = [=](Config &config, const QByteArrayList &values) -> QByteArray {
        const auto value = withUnit(values.first(), noUnits);
        if (!value || *value < low || *value > high)
            return "must be a whole number " + range(low, high);
        field.set(config, int(*value));
        return {};
    };
    key.show = [=](const Config &config) {
        return QByteArray::number(field.get(config));
    };
    return key;
}

ConfigKey size(const char *name, const char *doc, Field<qint64> field, qint64 low, qint64 high)
{
    return withUnits(name, doc, std::move(field), low, high, sizeUnits, "a number of bytes (or KiB, MiB)");
}

ConfigKey duration(const char *name, const char *doc, Field<qint64> field, qint64 lowMs, qint64 highMs)
{
    return withUnits(name, doc, std::move(field), lowMs, highMs, timeUnits, "a time in ms (or with s, min, h), in ms");
}

ConfigKey rate(const char *name, const char *doc, Field<double> perSecond)
{
    ConfigKey key{name, doc};
    key.set = [=](Config &config, const QByteArrayList &values) -> QByteArray {
        QByteArray text = values.first();
        double per = 1;
        for (const Unit &unit : rateUnits) {
            if (text.endsWith(unit.suffix)) {
                text.chop(qsizetype(qstrlen(unit.suffix)));
                per = double(unit.factor);
                break;
            }
        }
        bool isNumber = false;
        const double value = text.trimmed().toDouble(&isNumber);
        if (!isNumber || !(value > 0) || value > 1e9)
            return R"(must be a rate above 0, like "30/s" or "300/min")";
        perSecond.set(config, value / per);
        return {};
    };
    key.show = [=](const Config &config) {
        return '"' + QByteArray::number(perSecond.get(config) * 60) + "/min\"";
    };
    return key;
}

ConfigKey burst(const char *name, const char *doc, Field<double> field)
{
    ConfigKey key{name, doc};
    key.set = [=](Config &config, const QByteArrayList &values) -> QByteArray {
        bool isNumber = false;
        const double value = values.first().toDouble(&isNumber);
        if (!isNumber || !(value >= 1) || value > 1e9)
            return "must be a number of 1 or more";
        field.set(config, value);
        return {};
    };
    key.show = [=](const Config &config) {
        return QByteArray::number(field.get(config));
    };
    return key;
}

} // namespace conversa::keykinds
