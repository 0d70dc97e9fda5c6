// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>

#include <span>
#include <string_view>
#include <vector>

namespace conversa::ctl {

class Arguments;
class Output;
class Source;

// What a command works with.
struct Call
{
    const Arguments &arguments;
    Output &out;
    Source &server; // or an archive of what one said
};

struct Option
{
    std::string_view name; // without its dashes
    std::string_view value = {}; // what it takes: "FILE", "json|csv" for one of these; empty: nothing
    std::string_view help = {}; // one line
    char letter = 0; // the short form; 0: none
};

// One line of the table that parsing, help and completion are made from.
struct Command
{
    std::string_view name; // one word, or two with a blank between
    std::string_view arguments; // "NODE", "[ID...]"
    std::string_view help; // one line
    std::vector<Option> options;
    // The exit code; an error has one of its own (exitCodeOf).
    Result<int> (*run)(Call &);
};

// A word of the table.
inline QByteArray bytes(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

std::span<const Command> commands();
const Command *findCommand(std::string_view name);
// Those that every command takes.
std::span<const Option> generalOptions();

} // namespace conversa::ctl
