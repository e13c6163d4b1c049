// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <algorithm>
#include <ostream>

#include "postern/base/visible.hpp"

#include "command_table.hpp"
#include "help.hpp"
#include "visible_output.hpp"

namespace postern {

namespace {

using Words = std::vector<std::string>;

/// Where the command's name begins: behind the options and their values.
std::size_t name_begins(const Words& words) {
    std::size_t i = 0;
    while (i < words.size() && words[i].starts_with('-')) {
        const bool takes_next = words[i] == "-c" || words[i] == "--config";
        i += takes_next ? 2 : 1;
    }
    return std::min(i, words.size());
}

Exit complain(Streams streams, const Error& error) {
    streams.err << "postern: " << visible(error.message())
                << "\n'postern --help' lists the commands\n";
    return Exit::misuse;
}

/// Words that ask for help instead of work, and what about.
struct HelpRequest {
    bool wanted = false;
    Words about{};  ///< What is left of the command's name.
};

/// `--help` or `-h` anywhere, or `help` where a command's name, or a family's second word, would
/// stand. Who asks for help need not have the rest right.
HelpRequest read_help_request(const Words& words, const Words& rest) {
    HelpRequest request;
    request.wanted = std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return word == "--help" || word == "-h";
    });
    const auto end = std::find_if(rest.begin(), rest.end(),
                                  [](const std::string& word) { return word.starts_with('-'); });
    for (auto word = rest.begin(); word != end; ++word) {
        const auto& about = request.about;
        const bool names_command = about.empty() || (about.size() == 1 && is_family(about[0]));
        if (*word == "help" && names_command) {
            request.wanted = true;
        } else {
            request.about.push_back(*word);
        }
    }
    return request;
}

Exit explain(const Words& about, Streams streams) {
    if (about.empty()) {
        print_help(streams.out);
        return Exit::good;
    }
    if (about.size() == 1 && is_family(about[0])) {
        print_family_help(about[0], streams.out);
        return Exit::good;
    }
    const auto named = find_command(about);
    if (!named) return complain(streams, named.error());
    print_help(*named->command, streams.out);
    return Exit::good;
}

/// `postern --version`
Exit without_command(const Words& words, Streams streams) {
    const auto given = Arguments::read(words, common_options(), {}, "");
    if (!given) return complain(streams, given.error());
    if (!given->has("version")) {
        return complain(streams, {ErrorCode::invalid, "a command is missing"});
    }
    streams.out << "postern " << POSTERN_VERSION << '\n';
    return Exit::good;
}

Exit run_command(const Words& before, const Words& rest, Streams streams, const Clock& clock) {
    const auto named = find_command(rest);
    if (!named) return complain(streams, named.error());
    const auto& command = *named->command;
    Words others(before);
    others.insert(others.end(), rest.begin() + static_cast<std::ptrdiff_t>(named->words),
                  rest.end());
    auto given = Arguments::read(others, common_options(), command.options, command.operands);
    const Call call{command, given ? *given : Arguments{}, streams, clock};
    return given ? command.run(call) : misuse(call, given.error());
}

/// `streams` are safe to write anything to.
Exit run_words(const Words& words, Streams streams, const Clock& clock) {
    const auto at = static_cast<std::ptrdiff_t>(name_begins(words));
    const Words before(words.begin(), words.begin() + at);
    const Words rest(words.begin() + at, words.end());
    if (const auto help = read_help_request(words, rest); help.wanted) {
        return explain(help.about, streams);
    }
    return rest.empty() ? without_command(words, streams)
                        : run_command(before, rest, streams, clock);
}

}  // namespace

Exit run_postern(const Words& words, Streams streams, const Clock& clock) {
    VisibleOutput to_out(streams.out);
    VisibleOutput to_err(streams.err);
    std::ostream out(&to_out);
    std::ostream err(&to_err);
    const auto exit = run_words(words, {streams.in, out, err}, clock);
    if (out.flush()) return exit;
    err << "postern: standard output cannot be written\n";
    return Exit::no;
}

}  // namespace postern
