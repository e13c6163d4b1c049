// SPDX-License-Identifier: Apache-2.0
//
// Comments and documents name what exists.
#include "names.hpp"

#include <algorithm>

#include "foreign_names.hpp"
#include "known_names.hpp"
#include "planted.hpp"
#include "prose.hpp"

namespace postern::architecture {

namespace {

TEST(Names, TheTestSeesCommentsOfEveryLanguage) {
    const auto remarks = remarks_of(real_tree());
    for (const auto* path :
         {"include/postern/gateway/seal.hpp", "docs/architecture.md", "scripts/test",
          "cmake/PosternModule.cmake", "conf/postfix/master.cf"}) {
        EXPECT_TRUE(std::any_of(remarks.begin(), remarks.end(), [&](const Remark& remark) {
            return remark.path == path;
        })) << path;
    }
}

TEST(Names, FilesInCommentsAndDocumentsExist) {
    expect_sound(missing_files);
}

TEST(Names, NamesInCommentsAndDocumentsExist) {
    expect_sound(missing_names);
}

TEST(Names, FilesHaveTheNamesThatDocumentsSayTheyHave) {
    expect_sound(misplaced_names);
}

TEST(Names, LogLinesInDocumentsAreWritten) {
    expect_sound(unwritten_events);
}

TEST(Names, WhatIsInstalledNamesDocumentsWhereTheyAreInstalled) {
    expect_sound(source_paths);
}

TEST(Names, ForeignNamesAreNamedSomewhereAndAreNotOurs) {
    const auto known = known_names(real_tree());
    const auto remarks = remarks_of(real_tree());
    for (const auto name : foreign_names()) {
        EXPECT_FALSE(known.names.contains(name)) << name << " is a name of the code";
        EXPECT_TRUE(std::any_of(
            remarks.begin(), remarks.end(),
            [&](const Remark& remark) { return remark.text.find(name) != std::string::npos; }))
            << name << " is named nowhere";
    }
}

class PlantedInProse : public testing::TestWithParam<Planted> {};

TEST_P(PlantedInProse, IsTold) {
    expect_told(GetParam());
}

Planted file(const char* what, const char* path, const char* line, const char* told) {
    return {what, missing_files, path, "", line, told};
}

Planted name(const char* what, const char* path, const char* line, const char* told) {
    return {what, missing_names, path, "", line, told};
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(
    Files, PlantedInProse,
    testing::Values(
        file("a path in a comment", "src/low/low.cpp", "// See src/low/gone.cpp.\n",
             "src/low/low.cpp:5 names src/low/gone.cpp"),
        file("a path behind code", "src/low/low.cpp", "int a;  ///< As conf/gone.yaml has it.\n", "conf/gone.yaml"),
        file("a path in a block comment", "src/low/low.cpp", "/* one\n * src/low/gone.cpp */\n",
             "src/low/low.cpp:6 names src/low/gone.cpp"),
        file("a path in a document", "docs/architecture.md", "See `tests/unit/gone`.\n", "tests/unit/gone"),
        file("a path in a document's commands", "docs/architecture.md", "```\nscripts/gone --all\n```\n", "scripts/gone"),
        file("a path in a script", "scripts/tool", "#!/bin/sh\n# As docs/gone.md says.\n", "docs/gone.md"),
        file("a path in the build", "src/CMakeLists.txt", "# See docs/gone.md.\n", "docs/gone.md"),
        file("a file's name alone", "src/low/low.cpp", "// As gone.hpp says.\n", "gone.hpp"),
        file("the end of a path", "src/low/low.cpp", "// As world/part.hpp says.\n", "world/part.hpp"),
        file("a pattern", "docs/architecture.md", "See src/low/gone_*.cpp.\n", "src/low/gone_*.cpp"),
        file("a guide's pattern", "docs/architecture.md", "See src/NAME/gone.cpp.\n", "src/NAME/gone.cpp"),
        file("a link", "docs/architecture.md", "See [here](gone.md#part).\n", "gone.md")));

INSTANTIATE_TEST_SUITE_P(
    Names, PlantedInProse,
    testing::Values(
        name("a function", "src/low/low.cpp", "// As gone() does.\n", "src/low/low.cpp:5 names gone()"),
        name("a function of a document", "docs/architecture.md", "As `gone()` does.\n", "gone()"),
        name("a member", "src/low/low.cpp", "// As Rule::gone() does.\n", "Rule::gone()"),
        name("a member that only another class has", "src/low/low.cpp", "// As Fate::weight_of() does.\n", "Fate::weight_of()"),
        name("an enumerator", "src/low/low.cpp", "// Then Fate::gone.\n", "Fate::gone"),
        name("a class", "docs/architecture.md", "The `GoneRule` judges.\n", "GoneRule"),
        name("a class without marks", "src/low/low.cpp", "// The GoneRule judges.\n", "GoneRule"),
        name("a constant", "src/low/low.cpp", "// No more than kGone.\n", "kGone"),
        name("a variable", "src/low/low.cpp", "// As gone_value has it.\n", "gone_value"),
        name("a word in a comment's marks", "src/low/low.cpp", "// The `gone` of it.\n", "gone"),
        name("a name of a script", "scripts/tool", "#!/bin/sh\n# Calls gone_step.\n", "gone_step")));

INSTANTIATE_TEST_SUITE_P(
    Places, PlantedInProse,
    testing::Values(
        Planted{"a name in a file that does not have it", misplaced_names, "docs/architecture.md", "",
                "The class `Rule`\n(`include/postern/low/low.hpp`) and `weight_of()` in\n`part.hpp`.\n",
                "part.hpp has weight_of"}));

INSTANTIATE_TEST_SUITE_P(
    Events, PlantedInProse,
    testing::Values(
        Planted{"an event of the log", unwritten_events, "docs/architecture.md", "",
                "```\nevent=gone queue_id=A\n```\n", "shows gone"},
        Planted{"a key of the log", unwritten_events, "docs/architecture.md", "",
                "```\nevent=started gone=A\n```\n", "shows gone"}));

INSTANTIATE_TEST_SUITE_P(
    Installed, PlantedInProse,
    testing::Values(
        Planted{"a document in a message", source_paths, "src/low/low.cpp", "",
                "const char* kSeen = \"see docs/any.md\";\n", "src/low/low.cpp:5 says docs/any.md"},
        Planted{"a document in a manual page", source_paths, "packaging/man/tool.8", "",
                "See docs/architecture.md.\n", "tool.8:1 says docs/architecture.md"},
        Planted{"a document in a comment of what is installed", source_paths, "conf/tool.yaml", "",
                "# See docs/architecture.md\n", "tool.yaml:1 says docs/architecture.md"}));
// clang-format on

TEST(Names, WhatExistsIsNoFault) {
    auto tree = sound_tree();
    tree["scripts/tool"] = "#!/bin/sh\nfirst_step() { :; }\n# Calls first_step().\n";
    tree["src/low/low.cpp"] +=
        "// part.hpp, low/part.hpp, src/low/*.hpp, src/low/part, src/NAME/low.cpp, kMost,\n"
        "// Fate::sent, Rule::weight_of(), read_file(), `Rule`, POSIX_NAME, SMFIP_* and *_maps.\n";
    EXPECT_EQ(told(missing_files(tree)), "");
    EXPECT_EQ(told(missing_names(tree)), "");
    tree["docs/architecture.md"] += "```\nposternd: event=started socket=/a=b\n```\n";
    tree["src/high/quiet.cpp"] += "void f() { tell(\"started\", \"socket\"); }\n";
    EXPECT_EQ(told(unwritten_events(tree)), "");
    tree["conf/tool.yaml"] =
        "# /usr/share/doc/postern/architecture.md, https://a.example/docs/architecture.md\n";
    tree["src/high/write_all.cpp"] = "const char* kWritten = \"docs/rules.md\";\n";
    EXPECT_EQ(told(source_paths(tree)), "");
}

}  // namespace

}  // namespace postern::architecture
