// SPDX-License-Identifier: Apache-2.0
//
// Bounces that others collected, read from beside the repository: they are not ours to copy.
// labels.tsv says what each is; what postern must reach is asserted here as it is there counted.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"
#include "postern/bounce/bounce_reader.hpp"

#include "wire.hpp"

namespace postern {
namespace {

namespace fs = std::filesystem;

const fs::path kCorpus = fs::path(POSTERN_SOURCE_DIR).parent_path() / "shared/corpus";

using Row = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string column; std::getline(in, column, separator);) out.push_back(column);
    return out;
}

std::vector<Row> table(const fs::path& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    const auto names = split(line, '\t');
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const auto columns = split(line, '\t');
        Row row;
        for (std::size_t i = 0; i < columns.size(); ++i) row[names[i]] = columns[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

BounceReport report_of(const BounceReader& reader, const fs::path& path) {
    const auto text = read_file(path.string());
    return text ? testing::read_either_way(reader, *text) : BounceReport{};
}

struct Score {
    int rows = 0, strict = 0, lenient = 0, found = 0, false_suppressions = 0;
};

bool suppresses(std::string_view name) {
    return name == "user-unknown" || name == "domain-invalid" || name == "inactive";
}

void count(Row& row, const BounceReport& report, Score& score) {
    auto acceptable = split(row["class_alt"], '|');
    acceptable.push_back(row["class"]);
    const BounceOutcome* about = nullptr;
    for (const auto& outcome : report.outcomes) {
        if (about == nullptr && iequals(outcome.recipient, row["recipient"])) about = &outcome;
    }
    ++score.rows;
    if (about != nullptr || row["recipient"].empty()) ++score.found;
    if (about == nullptr && row["n_recipients"] == "1" && !report.outcomes.empty()) {
        about = &report.outcomes.front();
    }
    const auto said = name_of(about == nullptr ? BounceClass::undefined : about->bounce_class);
    const bool good = std::count(acceptable.begin(), acceptable.end(), said) > 0;
    score.strict += said == row["class"] ? 1 : 0;
    score.lenient += good ? 1 : 0;
    const bool may = std::any_of(acceptable.begin(), acceptable.end(), suppresses);
    score.false_suppressions += suppresses(said) && !may ? 1 : 0;
}

TEST(BounceCorpus, IsReadAsItsLabelsSay) {
    auto rows = table(kCorpus / "bounces/labels.tsv");
    if (rows.empty()) GTEST_SKIP() << kCorpus << " is not there";
    const auto reader = BounceReader::shipped().value();
    Score score;
    std::map<std::string, std::size_t> labelled;
    for (const auto& row : rows) ++labelled[row.at("file")];
    for (auto& row : rows) {
        count(row, report_of(*reader, kCorpus / "bounces/files" / row["file"]), score);
    }
    EXPECT_GE(score.lenient * 100, score.rows * 97);
    EXPECT_GE(score.strict * 100, score.rows * 92);
    EXPECT_GE(score.found * 100, score.rows * 98);
    EXPECT_EQ(score.false_suppressions, 0);
    for (const auto& [file, known] : labelled) {
        EXPECT_LE(report_of(*reader, kCorpus / "bounces/files" / file).outcomes.size(), known)
            << file;
    }
}

TEST(TortureCorpus, HasNoBouncesWhereThereAreNone) {
    auto rows = table(kCorpus / "torture/manifest.tsv");
    if (rows.empty()) GTEST_SKIP() << kCorpus << " is not there";
    const auto reader = BounceReader::shipped().value();
    int read = 0;
    for (auto& row : rows) {
        const auto report = report_of(*reader, kCorpus / "torture/files" / row["file"]);
        ++read;
        const bool misread = row["is_bounce"] == "no" && !report.outcomes.empty();
        EXPECT_FALSE(misread) << row["file"];
    }
    EXPECT_GE(read, 50);
}

}  // namespace
}  // namespace postern
