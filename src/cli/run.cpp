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
    streams.err << "postern: " << visible(error.message()) << "\n'postern --help' lists the commands\n";
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

/// The command line names it all. `streams` are safe to write anything to.
Exit run_named(const Words& words, Streams streams, const Clock& clock) {
    const auto at = static_cast<std::ptrdiff_t>(name_begins(words));
    const Words rest(words.begin() + at, words.end());
    if (rest.empty()) return without_command(words, streams);
    const auto named = find_command(rest);
    if (!named) return complain(streams, named.error());

    Words others(words.begin(), words.begin() + at);
    others.insert(others.end(), rest.begin() + static_cast<std::ptrdiff_t>(named->words),
                  rest.end());
    return run_command(*named->command, others, streams, clock);
}

}  // namespace

Exit run_postern(const Words& words, Streams streams, const Clock& clock) {
    VisibleOutput to_out(streams.out);
    VisibleOutput to_err(streams.err);
    std::ostream out(&to_out);
    std::ostream err(&to_err);
    const auto exit = run_named(words, {streams.in, out, err}, clock);
    if (out.flush()) return exit;
    err << "postern: standard output cannot be written\n";
    return Exit::no;
}

}  // namespace postern
