// SPDX-License-Identifier: Apache-2.0
//
// Besides samples: two well-known test suites for address syntax, read from beside the repository
// because they are not ours to copy. Each row says what SMTP's grammar allows and what a gateway
// should send to; rows that their authors dispute are left out.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fixture.hpp"

namespace postern {

namespace {

const std::filesystem::path kCorpus =
    std::filesystem::path(POSTERN_SOURCE_DIR).parent_path() / "shared/corpus/addresses.tsv";

class AddressCommand : public OperatorCommand {};

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string column; std::getline(in, column, '\t');) out.push_back(column);
    return out;
}

TEST_F(AddressCommand, JudgesWordsOfTheCommandLine) {
    const auto result =
        run_binary({"address", "--format", "tsv", "anna@m\xC3\xBCnchen.de", "anna@firm"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_EQ(result.out,
              "anna@m\xC3\xBCnchen.de\tvalid-idn\tyes\t\n"
              "anna@firm\tvalid\tno\tthe domain has a single label, a full name is needed\n");
}

TEST_F(AddressCommand, ReadsEscapesOnStandardInput) {
    const auto result = postern_reading("\\u{E4}nne@firm.de\n\"a\\\\ b\"@firm.de\nb\\x07@firm.de\n",
                                        {"address", "--json"});
    const auto json = nlohmann::json::parse(result.out);
    ASSERT_EQ(json.size(), 3U);
    EXPECT_EQ(json[0]["form"], "valid-smtputf8");
    EXPECT_EQ(json[1]["canonical"], "\"a b\"@firm.de");
    EXPECT_EQ(json[2]["form"], "invalid");
    EXPECT_EQ(json[2]["address"], "b\\x07@firm.de");
}

TEST_F(AddressCommand, RefusesAnUnknownFormat) {
    const auto result = run_binary({"address", "--format", "tvs", "a@b.de"});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_TRUE(contains(result.err, "did you mean 'tsv'?")) << result.err;
}

TEST_F(AddressCommand, JudgesTheCorpusAsItsSuitesDo) {
    std::ifstream in(kCorpus);
    if (!in) GTEST_SKIP() << kCorpus << " is not there";
    std::string lines, line;
    std::vector<std::string> expected;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto row = columns(line);
        if (row.size() < 4 || row[3] == "1") continue;
        lines += row[0] + '\n';
        expected.push_back(row[0] + '\t' + row[1] + '\t' + row[2]);
    }
    std::istringstream out(postern_reading(lines, {"address", "--format", "tsv"}).out);
    for (const auto& row : expected) {
        std::getline(out, line);
        EXPECT_EQ(line.substr(0, line.rfind('\t')), row) << line;
    }
    EXPECT_GT(expected.size(), 100U);
}

}  // namespace

}  // namespace postern
