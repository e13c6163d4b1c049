// SPDX-License-Identifier: Apache-2.0
//
// The table against what there is: the parameters of three versions and of the Postfix at hand, the
// snippets of conf/postfix, and the document.
#include "postern/postfix/parameters.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"

#include "temporary_directory.hpp"

namespace postern::postfix {
namespace {

const std::filesystem::path kRoot = POSTERN_SOURCE_DIR;

std::vector<std::string> names_of(const std::string& version) {
    return split_list(read_file(kRoot / "tests/unit/postfix/names" / version).value());
}

void expect_rows(const std::vector<std::string>& names) {
    EXPECT_GT(names.size(), 700U);
    for (const auto& name : names) EXPECT_FALSE(groups_of(name).empty()) << name;
}

class ParametersOf : public ::testing::TestWithParam<std::string> {};

TEST_P(ParametersOf, HaveARowEach) {
    expect_rows(names_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Postfix, ParametersOf, ::testing::Values("3.5.25", "3.7.11", "3.10.13"),
                         [](const auto& test) {
                             auto name = test.param;
                             std::replace(name.begin(), name.end(), '.', '_');
                             return name;
                         });

TEST(Parameters, OfThePostfixAtHandHaveARowEach) {
    const testing::TemporaryDirectory folder;
    const auto main = folder.write("main.cf", "");
    (void)folder.write("master.cf", "");
    const auto done = run_process({"postconf", "-c", main.parent_path(), "-d", "-C", "builtin"},
                                  std::chrono::seconds(20));
    if (!done) GTEST_SKIP() << done.error().message();
    ASSERT_EQ(done->exit_status, 0) << done->err;
    std::vector<std::string> names;
    for (const auto& [name, value] : parse_parameters(done->out)) names.push_back(name);
    expect_rows(names);
}

TEST(Parameters, ThatNoVersionHasAreNoRows) {
    std::set<std::string> known;
    for (const auto* version : {"3.5.25", "3.7.11", "3.10.13"}) {
        for (auto& name : names_of(version)) known.insert(std::move(name));
    }
    for (const auto& group : parameter_groups()) {
        for (const auto& row : group.rows) {
            const bool family = row.name.ends_with('*');
            EXPECT_TRUE(family || known.contains(row.name)) << row.name;
        }
    }
}

TEST(Parameters, FamiliesAreHarmlessAndNamedByAProgram) {
    for (const auto& group : parameter_groups()) {
        EXPECT_FALSE(group.why.empty()) << group.title;
        for (const auto& row : group.rows) {
            if (!row.name.ends_with('*')) continue;
            EXPECT_EQ(group.treatment, Treatment::harmless) << row.name;
            EXPECT_TRUE(row.name.ends_with("_*")) << row.name;
        }
    }
}

/// "draft/smtpd_timeout" for each service and parameter.
using Pins = std::multiset<std::string>;

Pins pins_of_the_table() {
    Pins pins;
    for (const auto& group : parameter_groups()) {
        for (const auto& role : group.services) {
            for (const auto& row : group.rows) pins.insert(role + "/" + row.name);
        }
    }
    return pins;
}

Pins pins_of_master_cf() {
    Pins pins;
    for (const auto& shipped : shipped_services()) {
        auto options = shipped.service.options;
        options.insert(shipped.optional.begin(), shipped.optional.end());
        for (const auto& [name, value] : options) pins.insert(shipped.role + "/" + name);
    }
    return pins;
}

TEST(Pinned, IsInTheTableWhatIsInMasterCf) {
    EXPECT_GT(pins_of_master_cf().size(), 300U);
    EXPECT_EQ(pins_of_the_table(), pins_of_master_cf());
}

TEST(Pinned, EachServiceHasARole) {
    std::set<std::string> roles;
    for (const auto& shipped : shipped_services()) roles.insert(shipped.role);
    EXPECT_EQ(roles.size(), 8U);
    EXPECT_FALSE(roles.contains(""));
}

/// postern-fan_destination_rate_delay for default_destination_rate_delay.
std::string of_transport(const std::string& transport, const std::string& name) {
    constexpr std::string_view kDefault = "default_";
    const bool prefixed = name.starts_with(kDefault);
    return transport + "_" + (prefixed ? name.substr(kDefault.size()) : name);
}

TEST(Transports, HaveInMainCfWhatTheTableSays) {
    std::set<std::string> expected;
    for (const auto& group : parameter_groups()) {
        if (group.treatment != Treatment::transport) continue;
        for (const auto& row : group.rows) {
            expected.insert(of_transport("postern-fan", row.name));
            expected.insert(of_transport("postern-bounce", row.name));
        }
    }
    std::set<std::string> set;
    for (const auto& [name, value] : shipped_parameters()) {
        if (name.starts_with("postern-")) set.insert(name);
    }
    EXPECT_GT(set.size(), 20U);
    EXPECT_EQ(set, expected);
}

TEST(Document, IsMadeOfTheTable) {
    EXPECT_EQ(read_file(kRoot / "docs/postfix-parameters.md").value(), parameters_markdown())
        << "build/dev/src/postfix/postern_write_parameters > docs/postfix-parameters.md";
}

}  // namespace
}  // namespace postern::postfix
