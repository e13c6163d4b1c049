// SPDX-License-Identifier: Apache-2.0
//
// postern token: whom an unsubscribe token names, for the platform's page behind List-Unsubscribe.
// The answer is what `suppressions add` takes. Reads the keys, and nothing else of what they make.
#include <istream>
#include <ostream>

#include "postern/base/text.hpp"
#include "postern/base/visible.hpp"
#include "postern/bounce/suppression.hpp"
#include "postern/config/keys.hpp"
#include "postern/gateway/identity.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

/// What a stranger has sent is better not a word of a shell's command line.
std::string given_token(const Call& call) {
    if (const auto word = call.given.value("TOKEN")) return *word;
    std::string line;
    std::getline(call.streams.in, line);
    return std::string(trim(line));
}

void print(const Call& call, const UnsubscribeToken& token) {
    if (call.json()) {
        print_json(call, {{"agent", token.agent}, {"kind", name_of(token.kind)}});
    } else {
        call.out() << visible(subject_of(token.agent, token.kind)) << '\n';
    }
}

}  // namespace

Exit run_token(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto keys = load_keys(settings->keys.files, settings->milter.user);
    if (!keys) return fail(call, keys.error());
    const auto token = read_unsubscribe_token(*keys, given_token(call));
    if (!token) return fail(call, token.error());
    print(call, *token);
    return Exit::good;
}

}  // namespace postern
