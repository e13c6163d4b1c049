// SPDX-License-Identifier: Apache-2.0
//
// docs/log.md against the sources: every event that is logged is explained, and no other.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "fixture.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

Names matches(const std::string& text, const std::regex& pattern) {
    Names found;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
        found.insert((*it)[1].str());
    }
    return found;
}

/// LogLine, and whatever in this file takes an event by a parameter of that name to hand it on.
Names functions_that_log(const std::string& text) {
    static const std::regex kDeclared(
        R"((\w+)(?: = \[[^\]]*\])?\([^();]*std::string_view event\b)");
    auto names = matches(text, kDeclared);
    names.insert("LogLine");
    return names;
}

Names events_in(const std::string& text) {
    Names events;
    for (const auto& function : functions_that_log(text)) {
        const std::regex call("\\b" + function + R"re(\([^"();]*"([a-z][a-z0-9-]*)")re");
        events.merge(matches(text, call));
    }
    return events;
}

Names events_in_the_sources() {
    Names events;
    for (const auto* part : {"src", "milter"}) {
        for (const auto& entry :
             fs::recursive_directory_iterator(fs::path(POSTERN_SOURCE_DIR) / part)) {
            if (entry.path().extension() == ".cpp") events.merge(events_in(text_of(entry.path())));
        }
    }
    return events;
}

Names events_in_the_reference() {
    static const std::regex kRow(R"((?:^|\n)\| `([a-z0-9-]+)` \|)");
    return matches(source_file("docs/log.md"), kRow);
}

TEST(LogReference, ExplainsEveryEventAndNoOther) {
    const auto events = events_in_the_sources();
    EXPECT_GE(events.size(), 15U) << "the test no longer sees the sources";
    EXPECT_EQ(events_in_the_reference(), events);
}

TEST(LogReference, SeesEventsThatAreHandedOn) {
    EXPECT_EQ(events_in("void complain(std::string_view event, int) {\n"
                        "    LogLine(Severity::error, event);\n}\n"
                        "void f() { complain(\"first-one\", 1); }\n"
                        "LogLine(Severity::info, \"second-one\").with(\"key\", 1);\n"),
              (Names{"first-one", "second-one"}));
}

}  // namespace

}  // namespace postern
