// SPDX-License-Identifier: Apache-2.0
//
// Two well-known test suites for address syntax, read from beside the repository: they are not
// ours to copy. Each row says what SMTP's grammar allows and what a gateway should send to.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "postern/address/address.hpp"

namespace postern {
namespace {

const std::filesystem::path kCorpus =
    std::filesystem::path(POSTERN_SOURCE_DIR).parent_path() / "shared/corpus/addresses.tsv";

/// The corpus writes a backslash as `\\`, a control byte as `\xNN` and other characters that do
/// not print as `\u{N}`. Of the latter, not being ASCII is all that matters here.
std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
        } else if (text[i + 1] == 'x' && i + 3 < text.size()) {
            out += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
            i += 3;
        } else if (text.compare(i, 3, "\\u{") == 0) {
            out += '\xff';
            i = std::min(text.find('}', i), text.size() - 1);
        } else {
            out += text[++i];
        }
    }
    return out;
}

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string column; std::getline(in, column, '\t');) out.push_back(column);
    return out;
}

TEST(AddressCorpus, IsJudgedAsTheSuitesSay) {
    std::ifstream in(kCorpus);
    if (!in) GTEST_SKIP() << kCorpus << " is not there";
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto row = columns(line);
        if (row.size() < 4 || row[3] == "1") continue;
        const bool wanted = row[1] == "valid" && row[2] != "no";
        const bool special_use = row[5].find("reserved_domain") != std::string::npos;
        if (special_use) continue;  // a matter of policy, not of syntax
        EXPECT_EQ(Address::parse(unescaped(row[0])).has_value(), wanted) << row[0];
    }
}

}  // namespace
}  // namespace postern
