// SPDX-License-Identifier: Apache-2.0
//
// Every file in broken/ begins with what must be found in it, one line for each finding and no
// finding beyond them:
//
//     # expect: LINE:COLUMN words that must be in the message
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/config/load.hpp"

namespace postern {
namespace {

namespace fs = std::filesystem;

struct Expected {
    std::string place;
    std::string words;
};

std::vector<Expected> expectations(const std::string& text) {
    constexpr std::string_view kStart = "# expect: ";
    std::vector<Expected> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line) && line.starts_with(kStart);) {
        line.erase(0, kStart.size());
        const auto blank = line.find(' ');
        out.push_back({line.substr(0, blank), line.substr(blank + 1)});
    }
    return out;
}

std::vector<std::string> broken_files() {
    std::vector<std::string> files;
    for (const auto& entry :
         fs::directory_iterator(POSTERN_SOURCE_DIR "/tests/unit/config/broken")) {
        files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string all(const std::vector<Finding>& findings) {
    std::string out;
    for (const auto& finding : findings) out.append(finding.message()).append("\n");
    return out;
}

class BrokenFile : public testing::TestWithParam<std::string> {};

TEST_P(BrokenFile, IsExplainedWhereItIsBroken) {
    const auto text = read_file(GetParam());
    ASSERT_TRUE(text) << text.error().message();
    const auto expected = expectations(*text);
    ASSERT_FALSE(expected.empty()) << "no \"# expect:\" line";

    const auto findings = load_settings(GetParam()).findings;
    ASSERT_EQ(findings.size(), expected.size()) << all(findings);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& [place, words] = expected[i];
        const auto message = findings[i].message();
        EXPECT_TRUE(message.starts_with(GetParam() + ':' + place + ": ")) << place << "\n"
                                                                          << message;
        EXPECT_NE(findings[i].text.find(words), std::string::npos) << words << "\n" << message;
    }
}

/// "07-null-value" as GoogleTest can name it: "07_null_value".
std::string test_name(const testing::TestParamInfo<std::string>& info) {
    auto name = fs::path(info.param).stem().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Settings, BrokenFile, testing::ValuesIn(broken_files()), test_name);

}  // namespace
}  // namespace postern
