// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace wsload {

// The command line: every option has a value, and may come several times.
class Options
{
public:
    Options(int argc, char **argv)
    {
        for (int i = 1; i + 1 < argc; i += 2)
            m_values[argv[i]].push_back(argv[i + 1]);
    }

    std::string text(const std::string &name, const std::string &otherwise = {}) const
    {
        const auto found = m_values.find(name);
        return found == m_values.end() ? otherwise : found->second.back();
    }
    int number(const std::string &name, int otherwise) const
    {
        return atoi(text(name, std::to_string(otherwise)).c_str());
    }
    std::vector<int> numbers(const std::string &name) const
    {
        std::vector<int> all;
        if (const auto found = m_values.find(name); found != m_values.end())
            for (const std::string &value : found->second)
                all.push_back(atoi(value.c_str()));
        return all;
    }

private:
    std::map<std::string, std::vector<std::string>> m_values;
};

} // namespace wsload
