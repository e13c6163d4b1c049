// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <algorithm>
#include <ostream>

#include "command_table.hpp"
#include "help.hpp"

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
    streams.err << "postern: " << error.message() << "\n'postern --help' lists the commands\n";
    return Exit::misuse;
}

/// `postern --help`, `postern --version`
Exit without_command(const Words& words, Streams streams) {
    const auto given = Arguments::read(words, common_options(), {}, "");
    if (!given) return complain(streams, given.error());
    if (given->has("version")) {
        streams.out << "postern " << POSTERN_VERSION << '\n';
        return Exit::good;
    }
    if (!given->has("help")) return complain(streams, {ErrorCode::invalid, "a command is missing"});
    print_help(streams.out);
    return Exit::good;
}

Exit run_command(const Command& command, const Words& words, Streams streams, const Clock& clock) {
    auto given = Arguments::read(words, common_options(), command.options, command.operands);
    // Who asks for help need not have the rest right.
    if (std::find(words.begin(), words.end(), "--help") != words.end() ||
        (given && given->has("help"))) {
        print_help(command, streams.out);
        return Exit::good;
    }
    const Call call{command, given ? *given : Arguments{}, streams, clock};
    return given ? command.run(call) : misuse(call, given.error());
}

}  // namespace

Exit run_postern(const Words& words, Streams streams, const Clock& clock) {
    const auto at = static_cast<std::ptrdiff_t>(name_begins(words));
    const Words rest(words.begin() + at, words.end());
    if (rest.empty()) return without_command(words, streams);
    const auto named = find_command(rest);
    if (!named) return complain(streams, named.error());

    Words others(words.begin(), words.begin() + at);
    others.insert(others.end(), rest.begin() + static_cast<std::ptrdiff_t>(named->words),
                  rest.end());
    const auto exit = run_command(*named->command, others, streams, clock);
    if (streams.out.flush()) return exit;
    streams.err << "postern: standard output cannot be written\n";
    return Exit::no;
}

}  // namespace postern
