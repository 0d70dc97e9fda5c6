// SPDX-License-Identifier: Apache-2.0
#include "config/tomlfile.h"

#include <toml++/toml.h>

#include <QFile>

namespace conversa {

namespace {

QByteArray placeOf(const QByteArray &path, const toml::source_region &region)
{
    return path + ':' + QByteArray::number(region.begin.line) + ':' + QByteArray::number(region.begin.column);
}

QByteArray textOf(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return QByteArray::fromStdString(text->get());
    if (const auto *number = node.as_integer())
        return QByteArray::number(qint64(number->get()));
    if (const auto *number = node.as_floating_point())
        return QByteArray::number(number->get());
    if (const auto *flag = node.as_boolean())
        return flag->get() ? "true" : "false";
    return {};
}

void flatten(const toml::table &table, const QByteArray &prefix, const QByteArray &path, std::vector<FileValue> &values)
{
    for (const auto &[name, node] : table) {
        const QByteArray key = prefix + QByteArray(name.data(), qsizetype(name.length()));
        if (const auto *inner = node.as_table()) {
            flatten(*inner, key + '.', path, values);
            continue;
        }
        FileValue value{key, {}, node.is_array(), placeOf(path, name.source())};
        if (const auto *array = node.as_array()) {
            for (const toml::node &element : *array)
                value.values.append(textOf(element));
        } else {
            value.values.append(textOf(node));
        }
        values.push_back(std::move(value));
    }
}

} // namespace

Result<std::vector<FileValue>> readTomlFile(const QByteArray &path)
{
    QFile file(QString::fromLocal8Bit(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, path + ": " + file.errorString().toUtf8()};
    const QByteArray text = file.readAll();
    try {
        std::vector<FileValue> values;
        flatten(toml::parse(std::string_view(text.constData(), size_t(text.size()))), {}, path, values);
        return values;
    } catch (const toml::parse_error &error) {
        return Error{ErrorCode::InvalidField, placeOf(path, error.source()) + ": " + QByteArray(error.description().data(), qsizetype(error.description().size()))};
    }
}

} // namespace conversa
