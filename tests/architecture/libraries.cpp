// SPDX-License-Identifier: Apache-2.0
//
// Which header belongs to which library, and where it may be included.
#include <algorithm>
#include <array>
#include <set>

#include "layering.hpp"
#include "modules.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

struct Library {
    std::string_view target;   ///< As USES names it.
    std::string_view name;     ///< As the table of docs/architecture.md names it.
    std::string_view headers;  ///< The beginning of each.
    /// Where in the module they may be, of several the beginnings; empty: anywhere in it.
    std::vector<std::string_view> rooms;
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> kLibraries{
        {"OpenSSL::Crypto",
         "OpenSSL",
         "openssl/",
         {"src/base/digest.cpp", "src/base/public_key.cpp"}},
        {"spdlog::spdlog", "spdlog", "spdlog/", {"src/base/log.cpp"}},
        {"fmt::fmt", "fmt", "fmt/", {"src/base/log.cpp"}},
        {"libunistring", "libunistring", "unistr.h", {}},
        {"libunistring", "libunistring", "unictype.h", {}},
        {"libunistring", "libunistring", "uninorm.h", {}},
        {"libidn2", "libidn2", "idn2.h", {}},
        {"libpsl", "libpsl", "libpsl.h", {}},
        {"yaml-cpp", "yaml-cpp", "yaml-cpp/", {"src/config/yaml_tree.cpp"}},
        {"nlohmann_json::nlohmann_json", "json", "nlohmann/", {}},
        {"libmimetic", "mimetic", "mimetic/", {}},
        {"libunbound", "libunbound", "unbound.h", {"src/dns/unbound_"}},
        {"libre2", "RE2", "re2/", {"src/bounce/patterns.cpp"}},
        {"libsoci_sqlite3", "SOCI", "soci/sqlite3/", {"src/store/sqlite/"}},
        {"libsoci", "SOCI", "soci/", {}},
        {"SQLite::SQLite3", "SQLite", "sqlite3.h", {"src/store/sqlite/"}},
        {"Boost::program_options",
         "Program_options",
         "boost/program_options",
         {"src/cli/", "milter/main.cpp"}},
        {"CURL::libcurl", "libcurl", "curl/", {}},
        {"libmilter", "libmilter", "libmilter/", {}},
        {"libsystemd", "libsystemd", "systemd/", {}},
    };
    return kLibraries;
}

const Library* library_of(std::string_view header) {
    for (const auto& library : libraries()) {
        if (header.starts_with(library.headers)) return &library;
    }
    return nullptr;
}

bool is_inside(std::string_view path, const Library& library) {
    return library.rooms.empty() ||
           std::any_of(library.rooms.begin(), library.rooms.end(),
                       [&](std::string_view room) { return path.starts_with(room); });
}

/// The system's threads are no library to speak of.
std::set<std::string> names_of(const Module& module) {
    std::set<std::string> names;
    for (const auto& use : module.uses) {
        const auto& all = libraries();
        const auto found = std::find_if(
            all.begin(), all.end(), [&](const Library& library) { return library.target == use; });
        if (found != all.end()) names.emplace(found->name);
        if (found == all.end() && use != "Threads::Threads") names.insert(use);
    }
    return names;
}

void check_uses(const Module& module, const std::vector<TableRow>& rows, Faults& faults) {
    for (const auto& row : rows) {
        const std::set<std::string> described(row.libraries.begin(), row.libraries.end());
        const auto used = names_of(module);
        if (row.module != module.name || described == used) continue;
        std::string list;
        for (const auto& name : used) list += (list.empty() ? "" : ", ") + name;
        faults.push_back(module.name + " uses \"" + list + "\", the table says otherwise");
    }
}

void check_include(const Tree& tree, const Module& module, const std::string& path,
                   const Piece& include, Faults& faults) {
    const auto what = place(path, include.line) + " includes " + include.text;
    const auto* library = library_of(include.text);
    if (library == nullptr) {
        const bool ours =
            !module_of(include.text).empty() || tree.contains(module.folder + include.text);
        if (!ours && !headers_of_the_system().contains(include.text))
            faults.push_back(what + ", which is of no known library");
        return;
    }
    const auto& uses = module.uses;
    if (std::find(uses.begin(), uses.end(), library->target) == uses.end())
        faults.push_back(what + ", and " + module.name + " does not use " +
                         std::string(library->target));
    if (path.starts_with("include/"))
        faults.push_back(what + ", though a library stays inside its module");
    if (!is_inside(path, *library)) faults.push_back(what + " outside the library's room");
}

}  // namespace

const std::set<std::string_view>& headers_of_the_system() {
    static const std::set<std::string_view> kHeaders{"algorithm",
                                                     "array",
                                                     "atomic",
                                                     "bitset",
                                                     "charconv",
                                                     "chrono",
                                                     "cctype",
                                                     "cerrno",
                                                     "cmath",
                                                     "compare",
                                                     "concepts",
                                                     "condition_variable",
                                                     "csignal",
                                                     "cstddef",
                                                     "cstdint",
                                                     "cstdio",
                                                     "cstdlib",
                                                     "cstring",
                                                     "ctime",
                                                     "deque",
                                                     "exception",
                                                     "filesystem",
                                                     "fstream",
                                                     "functional",
                                                     "initializer_list",
                                                     "iosfwd",
                                                     "iostream",
                                                     "istream",
                                                     "iterator",
                                                     "limits",
                                                     "list",
                                                     "map",
                                                     "memory",
                                                     "mutex",
                                                     "new",
                                                     "numeric",
                                                     "optional",
                                                     "ostream",
                                                     "random",
                                                     "semaphore",
                                                     "set",
                                                     "shared_mutex",
                                                     "span",
                                                     "sstream",
                                                     "stdexcept",
                                                     "stop_token",
                                                     "streambuf",
                                                     "string",
                                                     "string_view",
                                                     "system_error",
                                                     "thread",
                                                     "tuple",
                                                     "type_traits",
                                                     "unordered_map",
                                                     "unordered_set",
                                                     "utility",
                                                     "variant",
                                                     "vector",
                                                     "arpa/inet.h",
                                                     "fcntl.h",
                                                     "grp.h",
                                                     "iconv.h",
                                                     "malloc.h",
                                                     "netdb.h",
                                                     "netinet/in.h",
                                                     "poll.h",
                                                     "pthread.h",
                                                     "pwd.h",
                                                     "spawn.h",
                                                     "sys/eventfd.h",
                                                     "sys/file.h",
                                                     "sys/prctl.h",
                                                     "sys/socket.h",
                                                     "sys/stat.h",
                                                     "sys/statvfs.h",
                                                     "sys/time.h",
                                                     "sys/types.h",
                                                     "sys/un.h",
                                                     "sys/wait.h",
                                                     "sys/xattr.h",
                                                     "syslog.h",
                                                     "unistd.h"};
    return kHeaders;
}

Faults libraries_outside_their_rooms(const Tree& tree) {
    Faults faults;
    const auto rows = module_table(tree);
    for (const auto& module : declared_modules(tree)) {
        check_uses(module, rows, faults);
        for (const auto& folder : {module.folder, "include/postern/" + module.name + "/"}) {
            for (const auto& path : cpp_below(tree, folder)) {
                for (const auto& include : includes_of(text_of(tree, path)))
                    check_include(tree, module, path, include, faults);
            }
        }
    }
    return faults;
}

}  // namespace postern::architecture
