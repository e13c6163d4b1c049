// SPDX-License-Identifier: Apache-2.0
#include "purity.hpp"

#include <algorithm>
#include <set>

#include "layering.hpp"
#include "modules.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

using Words = std::set<std::string_view>;

/// Standard headers through which nothing but values can be had. <chrono> has clocks beside
/// spans, <cstdio> files beside snprintf(), <cstdlib> the environment: such names are forbidden one
/// by one.
const Words& headers_of_values() {
    static const Words kHeaders{
        "algorithm",   "array",     "bitset",      "cctype",           "cerrno",
        "charconv",    "chrono",    "cmath",       "compare",          "concepts",
        "cstddef",     "cstdint",   "cstdio",      "cstdlib",          "new",
        "cstring",     "exception", "functional",  "initializer_list", "iterator",
        "limits",      "list",      "map",         "memory",           "numeric",
        "optional",    "set",       "span",        "stdexcept",        "string",
        "string_view", "tuple",     "type_traits", "unordered_map",    "unordered_set",
        "utility",     "variant",   "vector"};
    return kHeaders;
}

/// Headers of modules that are not pure, which have values and their functions only. What is not
/// here counts as the world.
const Words& own_headers_of_values() {
    static const Words kHeaders{
        "postern/base/character.hpp",   "postern/base/digest.hpp",
        "postern/base/public_key.hpp",  "postern/base/result.hpp",
        "postern/base/text.hpp",        "postern/base/time.hpp",
        "postern/base/visible.hpp",     "postern/config/document.hpp",
        "postern/config/network.hpp",   "postern/config/settings.hpp",
        "postern/dns/domain_check.hpp", "postern/dns/domain_standing.hpp",
        "postern/dns/mail_domain.hpp",
        "postern/world/value.hpp",  // of the tree that faults are planted in
    };
    return kHeaders;
}

struct Exception {
    std::string_view module;
    std::string_view header;
    std::string_view why;
};

constexpr Exception kExceptions[]{
    {"address", "arpa/inet.h", "inet_pton(), which turns text into an address"},
    {"sender", "arpa/inet.h", "the same"},
    {"mail", "iconv.h", "a charset turned into another, in memory"},
};

const Words& names_of_the_world() {
    static const Words kNames{
        "getenv",       "secure_getenv", "setenv",        "putenv",
        "environ",      "system_clock",  "steady_clock",  "high_resolution_clock",
        "gettimeofday", "clock_gettime", "localtime",     "localtime_r",
        "Clock",        "SystemClock",   "FILE",          "fopen",
        "fread",        "fwrite",        "printf",        "fprintf",
        "puts",         "fputs",         "perror",        "stdout",
        "stderr",       "stdin",         "cout",          "cerr",
        "clog",         "LogLine",       "thread_local",  "thread",
        "jthread",      "mutex",         "random_device", "rand",
        "srand",        "getpid",        "syslog"};
    return kNames;
}

bool is_exception(const Module& module, const std::string& header) {
    return std::any_of(std::begin(kExceptions), std::end(kExceptions), [&](const Exception& e) {
        return e.module == module.name && e.header == header;
    });
}

/// Of ours: what a file may not have that only judges and tells the log.
const Words& headers_of_threads_and_files() {
    static const Words kHeaders{"postern/base/file.hpp", "postern/base/guard.hpp",
                                "postern/base/process.hpp", "postern/base/pulse.hpp",
                                "postern/world/file.hpp"};
    return kHeaders;
}

class Examination {
  public:
    explicit Examination(const Tree& tree) : tree_(tree), claim_(purity_claim(tree)) {}

    Faults run() {
        for (const auto& module : declared_modules(tree_)) {
            const bool pure = has(claim_.modules, module.name);
            const bool partly = std::any_of(
                claim_.files.begin(), claim_.files.end(),
                [&](const std::string& file) { return file.starts_with(module.folder); });
            if (!pure && !partly) continue;
            for (const auto& path : files_of(module)) examine(module, path, pure);
        }
        return std::move(faults_);
    }

  private:
    static bool has(const std::vector<std::string>& list, const std::string& name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    }

    [[nodiscard]] std::vector<std::string> files_of(const Module& module) const {
        std::vector<std::string> files = cpp_below(tree_, "include/postern/" + module.name + "/");
        for (const auto& path : cpp_below(tree_, module.folder)) {
            const bool program =
                path.ends_with(".cpp") && !has(module.sources, path.substr(module.folder.size()));
            if (!program) files.push_back(path);
        }
        std::erase_if(files, [&](const std::string& path) { return touches_the_world(path); });
        return files;
    }

    /// A named file, and the header of its name.
    [[nodiscard]] bool touches_the_world(const std::string& path) const {
        return std::any_of(claim_.files.begin(), claim_.files.end(), [&](const std::string& file) {
            const auto name = file.substr(file.rfind('/') + 1);
            const auto folder = file.substr(0, file.size() - name.size());
            const auto stem = name.substr(0, name.rfind('.'));
            const auto header = "include/postern/" + folder.substr(4) + stem + ".hpp";
            return path == file || path == folder + stem + ".hpp" || path == header;
        });
    }

    void examine(const Module& module, const std::string& path, bool pure) {
        const auto text = text_of(tree_, path);
        for (const auto& include : includes_of(text)) {
            if (!is_harmless(module, include.text, pure))
                tell(path, include.line, "includes " + include.text);
        }
        if (pure) examine_names(path, take_apart(text).code);
    }

    [[nodiscard]] bool is_harmless(const Module& module, const std::string& header,
                                   bool pure) const {
        if (headers_of_values().contains(header) || is_exception(module, header)) return true;
        const auto owner = module_of(header);
        if (owner.empty()) return !headers_of_the_system().contains(header);
        if (owner == module.name || has(claim_.modules, owner)) return true;
        if (!pure) return !headers_of_threads_and_files().contains(header);
        return own_headers_of_values().contains(header);
    }

    void examine_names(const std::string& path, std::string_view code) {
        int line = 0;
        for (const auto text : lines_of(code)) {
            ++line;
            for (const auto name : names_in(text)) {
                if (names_of_the_world().contains(name))
                    tell(path, line, "names " + std::string(name));
            }
        }
    }

    void tell(const std::string& path, int line, const std::string& what) {
        faults_.push_back(path + ":" + std::to_string(line) + " " + what);
    }

    const Tree& tree_;
    PurityClaim claim_;
    Faults faults_;
};

}  // namespace

Faults impure_parts(const Tree& tree) {
    return Examination(tree).run();
}

}  // namespace postern::architecture
