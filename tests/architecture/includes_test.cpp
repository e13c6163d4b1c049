// SPDX-License-Identifier: Apache-2.0
//
// The layering as a test: a module includes only modules below it, and each third-party library
// stays where it belongs. The order is read from src/CMakeLists.txt, so there is one list.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = POSTERN_SOURCE_DIR;

struct Include {
    std::string file;
    int line;
    std::string header;
};

std::vector<Include> includes_below(const fs::path& folder) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto suffix = entry.path().extension();
        if (suffix != ".hpp" && suffix != ".cpp" && suffix != ".in") continue;
        std::ifstream in(entry.path());
        std::string text;
        for (int line = 1; std::getline(in, text); ++line) {
            std::smatch match;
            if (!std::regex_search(text, match, kInclude)) continue;
            found.push_back({fs::relative(entry.path(), kRoot).string(), line, match[1]});
        }
    }
    return found;
}

/// The modules of src/CMakeLists.txt, lowest first.
std::vector<std::string> modules() {
    static const std::regex kFolder(R"(^add_subdirectory\((\w+)\))");
    std::ifstream in(kRoot / "src/CMakeLists.txt");
    std::vector<std::string> names;
    for (std::string text; std::getline(in, text);) {
        std::smatch match;
        if (std::regex_search(text, match, kFolder)) names.push_back(match[1]);
    }
    return names;
}

std::string where(const Include& include) {
    return include.file + ":" + std::to_string(include.line) + " includes " + include.header;
}

TEST(Layering, NoIncludeRunsUpwards) {
    const auto order = modules();
    ASSERT_GE(order.size(), 10U);
    const auto level = [&](const std::string& name) {
        return std::find(order.begin(), order.end(), name) - order.begin();
    };
    int checked = 0;
    for (const auto& module : order) {
        for (const auto& part : {kRoot / "src" / module, kRoot / "include/postern" / module}) {
            if (!fs::exists(part)) continue;
            for (const auto& include : includes_below(part)) {
                if (include.header.rfind("postern/", 0) != 0) continue;
                const auto target = include.header.substr(8, include.header.find('/', 8) - 8);
                EXPECT_LE(level(target), level(module)) << where(include);
                ++checked;
            }
        }
    }
    EXPECT_GT(checked, 100) << "the test no longer sees the sources";
}

TEST(Layering, EveryModuleIsInTheList) {
    const auto order = modules();
    for (const auto* part : {"src", "include/postern"}) {
        for (const auto& entry : fs::directory_iterator(kRoot / part)) {
            if (!entry.is_directory()) continue;
            EXPECT_EQ(std::count(order.begin(), order.end(), entry.path().filename().string()), 1)
                << entry.path();
        }
    }
}

struct Containment {
    const char* library;
    const char* header;                ///< Beginning of the header's name.
    std::vector<const char*> allowed;  ///< Beginnings of file names.
};

TEST(Layering, LibrariesStayWhereTheyBelong) {
    const std::vector<Containment> rules{
        {"libmilter", "libmilter/", {"milter/"}},
        {"libcurl", "curl/", {"src/cli/"}},
        {"libsystemd", "systemd/", {"milter/"}},
        {"mimetic", "mimetic/", {"src/mail/"}},
        {"yaml-cpp", "yaml-cpp/", {"src/config/"}},
        {"Boost.Program_options", "boost/program_options", {"milter/main.cpp", "src/cli/"}},
        {"SOCI", "soci/", {"src/store/"}},
        {"SQLite", "sqlite3.h", {"src/store/sqlite/"}},
        {"libidn2", "idn2.h", {"src/address/"}},
        {"libpsl", "libpsl.h", {"src/address/"}},
        {"libunistring", "unistr.h", {"src/address/", "src/base/character.cpp"}},
        {"libunistring", "unictype.h", {"src/address/", "src/base/visible.cpp"}},
        {"RE2", "re2/", {"src/bounce/"}},
        {"libunbound", "unbound.h", {"src/dns/"}},
        {"spdlog", "spdlog/", {"src/base/log.cpp"}},
        {"OpenSSL", "openssl/", {"src/base/digest.cpp", "src/base/public_key.cpp"}},
    };
    auto all = includes_below(kRoot / "src");
    for (const auto* part : {"include", "milter"}) {
        for (auto& include : includes_below(kRoot / part)) all.push_back(std::move(include));
    }
    for (const auto& rule : rules) {
        int uses = 0;
        for (const auto& include : all) {
            if (include.header.rfind(rule.header, 0) != 0) continue;
            ++uses;
            EXPECT_TRUE(
                std::any_of(rule.allowed.begin(), rule.allowed.end(),
                            [&](const char* place) { return include.file.rfind(place, 0) == 0; }))
                << rule.library << ": " << where(include);
        }
        if (std::string(rule.library) != "SQLite") {
            EXPECT_GT(uses, 0) << rule.library << " is nowhere";
        }
    }
}

TEST(Layering, PureModulesTouchNoWorld) {
    const std::vector<std::string> world{"fstream",  "unistd.h", "sys/",
                                         "netinet/", "thread",   "mutex"};
    for (const auto* module :
         {"chat", "policy", "recipients", "sender", "bounce", "ledger", "postfix"}) {
        for (const auto& include : includes_below(kRoot / "src" / module)) {
            for (const auto& header : world) {
                EXPECT_NE(include.header.rfind(header, 0), 0U) << where(include);
            }
        }
    }
}

}  // namespace
