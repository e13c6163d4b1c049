// SPDX-License-Identifier: Apache-2.0
//
// No kind of notification falls into another's branch.
#include "kinds.hpp"

#include "planted.hpp"

namespace postern::architecture {

namespace {

TEST(Kinds, NothingBranchesOnThem) {
    expect_sound(branches_on_kinds);
}

class PlantedBranch : public testing::TestWithParam<Planted> {};

TEST_P(PlantedBranch, IsTold) {
    expect_told(GetParam());
}

Planted branch(const char* what, const char* line) {
    return {what,
            branches_on_kinds,
            "src/low/low.cpp",
            "",
            line,
            "src/low/low.cpp:5 branches on a kind"};
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, PlantedBranch,
    testing::Values(branch("a comparison", "bool f(Kind k) { return k == Kind::plain; }\n"),
                    branch("a comparison turned round", "int f = Kind::rare != kind;\n"),
                    branch("a case", "        case Kind::rare:\n"),
                    branch("one in a namespace", "bool f = kind == low::Kind::rare;\n")));

}  // namespace

}  // namespace postern::architecture
