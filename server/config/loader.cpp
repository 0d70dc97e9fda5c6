// SPDX-License-Identifier: Apache-2.0
#include "config/loader.h"

#include "config/keys.h"
#include "core/nearest.h"
#include "config/rules.h"
#include "config/tomlfile.h"

namespace conversa {

namespace {

Error problem(const QByteArray &place, const QByteArray &what)
{
    return {ErrorCode::InvalidField, place + ": " + what};
}

QByteArrayList keyNames()
{
    QByteArrayList names;
    for (const ConfigKey &key : configKeys())
        names.append(key.name);
    return names;
}

Result<void> apply(LoadedConfig &loaded, const QByteArray &name, const QByteArrayList &values, const QByteArray &place)
{
    const ConfigKey *key = findConfigKey(name);
    if (!key)
        return problem(place, unknownName("key", name, keyNames()));
    if (!key->isList && values.size() != 1)
        return problem(place, name + " takes one value, not a list");
    if (const QByteArray wrong = key->set(loaded.config, values); !wrong.isEmpty())
        return problem(place, name + ' ' + wrong);
    loaded.sources.insert(name, place);
    return {};
}

// A list in the environment or a flag is written with commas.
QByteArrayList splitValue(const QByteArray &name, const QByteArray &value)
{
    const ConfigKey *key = findConfigKey(name);
    if (!key || !key->isList)
        return {value};
    QByteArrayList parts;
    for (const QByteArray &part : value.split(',')) {
        if (!part.trimmed().isEmpty())
            parts.append(part.trimmed());
    }
    return parts;
}

Result<void> applyFile(LoadedConfig &loaded, const QByteArray &path)
{
    const auto values = readTomlFile(path);
    if (!values)
        return values.error();
    for (const FileValue &value : *values) {
        if (const auto applied = apply(loaded, value.key, value.values, value.place); !applied)
            return applied;
    }
    return {};
}

Result<void> applyEnvironment(LoadedConfig &loaded, const std::vector<std::pair<QByteArray, QByteArray>> &environment)
{
    QByteArrayList names;
    for (const ConfigKey &key : configKeys())
        names.append(key.environmentName());
    for (const auto &[variable, value] : environment) {
        // The last two are for the other programs, and may stand in the same shell.
        if (!variable.startsWith("CONVERSA_") || variable == "CONVERSA_TOKEN" || variable == "CONVERSA_SERVER")
            continue;
        const qsizetype at = names.indexOf(variable);
        if (at < 0)
            return problem("environment", unknownName("variable", variable, names));
        const QByteArray name = configKeys()[size_t(at)].name;
        if (const auto applied = apply(loaded, name, splitValue(name, value), "environment variable " + variable); !applied)
            return applied;
    }
    return {};
}

Result<void> applyFlags(LoadedConfig &loaded, const std::vector<std::pair<QByteArray, QByteArray>> &flags)
{
    // A flag given again adds to a list and replaces anything else.
    QHash<QByteArray, QByteArrayList> lists;
    for (const auto &[name, value] : flags) {
        QByteArrayList values = splitValue(name, value);
        if (const ConfigKey *key = findConfigKey(name); key && key->isList)
            values = lists[name] += values;
        if (const auto applied = apply(loaded, name, values, "--" + name); !applied)
            return applied;
    }
    return {};
}

// Masks by hand: a password that was not encoded breaks the URL, and is no less a secret.
QByteArray masked(QByteArray shown)
{
    const qsizetype scheme = shown.indexOf("://");
    if (scheme < 0 && !shown.contains("memory:"))
        return shown == "\"\"" ? shown : QByteArray("\"***\"");
    const qsizetype colon = scheme < 0 ? -1 : shown.indexOf(':', scheme + 3);
    const qsizetype at = shown.lastIndexOf('@');
    if (colon >= 0 && colon < at)
        shown.replace(colon + 1, at - colon - 1, "***");
    if (const qsizetype option = shown.indexOf("password="); option >= 0)
        shown.replace(option, shown.size() - option, "password=***\"");
    return shown;
}

} // namespace

Result<LoadedConfig> loadConfig(const ConfigSources &sources)
{
    LoadedConfig loaded;
    if (!sources.file.isEmpty()) {
        if (const auto applied = applyFile(loaded, sources.file); !applied)
            return applied.error();
    }
    if (const auto applied = applyEnvironment(loaded, sources.environment); !applied)
        return applied.error();
    if (const auto applied = applyFlags(loaded, sources.flags); !applied)
        return applied.error();
    if (!loaded.sources.contains("limits.enabled"))
        loaded.config.limits.ratesEnabled = !loaded.config.isDevelopment();
    if (const auto checked = checkRules(loaded.config, sources.allowDevelopmentOnNetwork); !checked)
        return checked.error();
    return loaded;
}

QByteArray describe(const LoadedConfig &loaded)
{
    QByteArray text;
    for (const ConfigKey &key : configKeys()) {
        const QByteArray shown = key.show(loaded.config);
        text += key.name + " = " + (key.isSecret ? masked(shown) : shown) + "  # "
            + loaded.sources.value(key.name, "default") + '\n';
    }
    return text;
}

} // namespace conversa
