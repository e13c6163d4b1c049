// SPDX-License-Identifier: Apache-2.0
//
// The modules table of docs/architecture.md, held against the build and the include lines.
#include "layering.hpp"

#include "modules.hpp"
#include "planted.hpp"

namespace postern::architecture {

namespace {

TEST(Layering, TheTestSeesTheSources) {
    EXPECT_GT(real_tree().size(), 1000U);
    EXPECT_GE(declared_modules(real_tree()).size(), 16U);
    EXPECT_EQ(declared_modules(real_tree()).size(), module_table(real_tree()).size());
}

TEST(Layering, EveryModuleIsDeclaredAndDescribed) {
    expect_sound(unlisted_modules);
}

TEST(Layering, LinksRunDownwardsAndAreThoseOfTheTable) {
    expect_sound(links_unlike_the_table);
}

TEST(Layering, ModulesIncludeWhatTheyLinkAndLinkWhatTheyInclude) {
    expect_sound(links_unlike_the_includes);
}

TEST(Layering, LibrariesStayInTheirRooms) {
    expect_sound(libraries_outside_their_rooms);
}

class PlantedInTheLayers : public testing::TestWithParam<Planted> {};

TEST_P(PlantedInTheLayers, IsTold) {
    expect_told(GetParam());
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(
    Layering, PlantedInTheLayers,
    testing::Values(
        Planted{"a folder that is no module", unlisted_modules,
                "src/stray/stray.cpp", "", "", "src/stray is no module"},
        Planted{"public headers of no module", unlisted_modules,
                "include/postern/stray/stray.hpp", "", "", "include/postern/stray is no module"},
        Planted{"a module without a row", unlisted_modules,
                "src/CMakeLists.txt", "", "add_subdirectory(stray)\n", "row"},
        Planted{"a row without a module", unlisted_modules,
                "docs/architecture.md", "", "| module |\n| stray | gone | low | |\n", "the row stray is of no module"},
        Planted{"a link upwards", links_unlike_the_table,
                "src/low/CMakeLists.txt", "LINKS world", "LINKS world high", "low links high, which is not below it"},
        Planted{"a link that the table does not have", links_unlike_the_table,
                "docs/architecture.md", "| high | the rest | world low |", "| high | the rest | low |", "high links \"world low\", the table says \"low\""},
        Planted{"an include upwards", links_unlike_the_includes,
                "src/low/low.cpp", "", "#include \"postern/high/high.hpp\"\n", "low.cpp:5 includes postern/high/high.hpp, and low does not link high"},
        Planted{"an include upwards in a public header", links_unlike_the_includes,
                "include/postern/world/file.hpp", "", "#include \"postern/low/low.hpp\"\n", "world does not link low"},
        Planted{"an include of what is below but not linked", links_unlike_the_includes,
                "milter/daemon.cpp", "", "#include \"postern/low/low.hpp\"\n", "milter does not link low"},
        Planted{"a private header of another module", links_unlike_the_includes,
                "src/high/high.cpp", "", "#include \"../low/part.hpp\"\n", "another folder's own"},
        Planted{"a private header by its full name", links_unlike_the_includes,
                "src/high/high.cpp", "", "#include \"low/part.hpp\"\n", "another folder's own"},
        Planted{"a link of which nothing is included", links_unlike_the_includes,
                "src/high/high.cpp", "#include \"postern/world/file.hpp\"\n", "", "high links world and includes nothing of it"},
        Planted{"a library that the table does not have", libraries_outside_their_rooms,
                "milter/CMakeLists.txt", "", "target_link_libraries(posternd PRIVATE CURL::libcurl)\n", "the table says otherwise"},
        Planted{"a library of another module", libraries_outside_their_rooms,
                "src/low/low.cpp", "", "#include <libmilter/mfapi.h>\n", "low does not use libmilter"},
        Planted{"a library outside its room", libraries_outside_their_rooms,
                "src/world/file.cpp", "", "#include <spdlog/spdlog.h>\n", "outside the library's room"},
        Planted{"a library in a public header", libraries_outside_their_rooms,
                "include/postern/world/file.hpp", "", "#include <spdlog/spdlog.h>\n", "stays inside its module"},
        Planted{"a library nobody knows", libraries_outside_their_rooms,
                "src/low/low.cpp", "", "#include <zlib.h>\n", "of no known library"}));
// clang-format on

}  // namespace

}  // namespace postern::architecture
