// SPDX-License-Identifier: Apache-2.0
#include "planted.hpp"

namespace postern::architecture {

Tree sound_tree() {
    return {
        {"src/CMakeLists.txt",
         "add_subdirectory(world)\nadd_subdirectory(low)\nadd_subdirectory(high)\n"},
        {"src/world/CMakeLists.txt",
         "postern_module(world\n    SOURCES file.cpp\n    LINKS\n    USES spdlog::spdlog)\n"},
        {"src/low/CMakeLists.txt", "postern_module(low SOURCES low.cpp LINKS world)\n"},
        {"src/high/CMakeLists.txt",
         "postern_module(high SOURCES high.cpp quiet.cpp LINKS world low)\n"},
        {"milter/CMakeLists.txt",
         "postern_module(milter SOURCES daemon.cpp LINKS high USES libmilter)\n"
         "target_link_libraries(posternd PRIVATE postern::milter Boost::program_options)\n"},
        {"include/postern/world/value.hpp", "#include <string>\n"},
        {"include/postern/world/file.hpp", "#include <string>\nstd::string read_file();\n"},
        {"include/postern/low/low.hpp",
         "#include <string>\n#include \"postern/world/value.hpp\"\n"
         "struct Rule {\n    int weight_of() const;\n};\nenum class Fate { sent, kept };\n"},
        {"include/postern/high/high.hpp", "#include <thread>\n"},
        {"src/world/file.cpp", "#include <fstream>\n#include \"postern/world/file.hpp\"\n"},
        {"src/low/low.cpp",
         "#include \"postern/low/low.hpp\"\n\n#include \"part.hpp\"\n"
         "// As src/low/part.hpp has it, and Rule::weight_of().\n"},
        {"src/low/part.hpp", "#include <vector>\nconstexpr int kMost = 3;\n"},
        {"src/low/write_tables.cpp", "#include <iostream>\n"},
        {"src/high/high.cpp",
         "#include \"postern/high/high.hpp\"\n#include \"postern/low/low.hpp\"\n"
         "#include \"postern/world/file.hpp\"\n"},
        {"src/high/quiet.cpp", "#include \"postern/low/low.hpp\"\n"},
        {"milter/daemon.cpp", "#include <libmilter/mfapi.h>\n#include \"postern/high/high.hpp\"\n"},
        {"milter/main.cpp", "#include <boost/program_options.hpp>\n"},
        {"docs/architecture.md",
         "| module | what it is | links | library |\n"
         "| --- | --- | --- | --- |\n"
         "| world | files | | spdlog |\n"
         "| low | rules | world | |\n"
         "| high | the rest | world low | |\n"
         "| milter | the daemon | high | libmilter, Program_options |\n"
         "\n"
         "`low` are pure: a test forbids them files. The world is touched by `world` and, in\n"
         "`high`, by `src/high/high.cpp`.\n"},
    };
}

const Tree& real_tree() {
    static const Tree kTree = read_tree(POSTERN_SOURCE_DIR);
    return kTree;
}

std::string told(const Faults& faults) {
    std::string text;
    for (const auto& fault : faults) text += "\n  " + fault;
    return text;
}

void expect_sound(Check check) {
    const auto faults = check(real_tree());
    EXPECT_TRUE(faults.empty()) << told(faults);
}

void expect_told(const Planted& planted) {
    EXPECT_EQ(told(planted.check(sound_tree())), "") << "the tree without the fault";
    auto tree = sound_tree();
    auto& text = tree[planted.file];
    const std::string was(planted.was);
    const auto at = was.empty() ? text.size() : text.find(was);
    ASSERT_NE(at, std::string::npos) << "nothing to replace";
    text.replace(at, was.size(), planted.becomes);
    EXPECT_NE(told(planted.check(tree)).find(planted.told), std::string::npos)
        << "said only: " << told(planted.check(tree));
}

}  // namespace postern::architecture
