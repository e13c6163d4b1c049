// SPDX-License-Identifier: Apache-2.0
//
// What docs/architecture.md calls pure, held against headers and names.
#include "purity.hpp"

#include "modules.hpp"
#include "planted.hpp"

namespace postern::architecture {

namespace {

TEST(Purity, ThePureModulesAreReadFromTheDocument) {
    EXPECT_GE(purity_claim(real_tree()).modules.size(), 9U);
    EXPECT_GE(purity_claim(real_tree()).files.size(), 4U);
}

TEST(Purity, PureModulesTouchNoWorld) {
    expect_sound(impure_parts);
}

class PlantedInAPureModule : public testing::TestWithParam<Planted> {};

TEST_P(PlantedInAPureModule, IsTold) {
    expect_told(GetParam());
}

Planted in_low(const char* what, const char* line, const char* told) {
    return {what, impure_parts, "src/low/low.cpp", "", line, told};
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(
    Purity, PlantedInAPureModule,
    testing::Values(
        in_low("a file", "#include <fstream>\n", "low.cpp:5 includes fstream"),
        in_low("the file system", "#include <filesystem>\n", "includes filesystem"),
        in_low("a socket", "#include <sys/socket.h>\n", "includes sys/socket.h"),
        in_low("a thread", "#include <thread>\n", "includes thread"),
        in_low("a lock", "#include <mutex>\n", "includes mutex"),
        in_low("a stream", "#include <sstream>\n", "includes sstream"),
        in_low("a file of C", "auto* f = std::fopen(name, mode);\n", "low.cpp:5 names fopen"),
        in_low("a clock", "auto now = std::chrono::steady_clock::now();\n", "names steady_clock"),
        in_low("a clock of ours", "int age(const Clock& clock);\n", "names Clock"),
        in_low("the environment", "auto* home = std::getenv(\"HOME\");\n", "names getenv"),
        in_low("the log", "void f() { LogLine(Severity::info, \"event\"); }\n", "names LogLine"),
        in_low("a header of ours that touches the world", "#include \"postern/world/file.hpp\"\n",
               "includes postern/world/file.hpp"),
        Planted{"a file in a public header", impure_parts,
                "include/postern/low/low.hpp", "", "#include <fstream>\n", "include/postern/low/low.hpp"},
        Planted{"a file in a private header", impure_parts,
                "src/low/part.hpp", "", "#include <fstream>\n", "src/low/part.hpp"},
        Planted{"a thread in a file that is not named", impure_parts,
                "src/high/quiet.cpp", "", "#include <thread>\n", "src/high/quiet.cpp:2 includes thread"},
        Planted{"a file of ours in a file that is not named", impure_parts,
                "src/high/quiet.cpp", "", "#include \"postern/world/file.hpp\"\n", "includes postern/world/file.hpp"}));
// clang-format on

TEST(Purity, NamesInCommentsAndLiteralsAreNoFault) {
    auto tree = sound_tree();
    tree["src/low/low.cpp"] += "// As getenv does.\nconst char* kName = \"getenv\";\n";
    EXPECT_EQ(told(impure_parts(tree)), "");
}

}  // namespace

}  // namespace postern::architecture
