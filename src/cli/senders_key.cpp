// SPDX-License-Identifier: Apache-2.0
//
// postern senders key: the DKIM key of a sender domain, as the signer of this host has it, and the
// record that publishes it; with --new it is made.
#include <array>
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "postfix_wiring.hpp"
#include "sender_input.hpp"
#include "signer.hpp"

namespace postern {

namespace {

constexpr std::array kKeyOptions{Option{"new", "", "makes it; a key that is there stays as it is"}};

Result<postfix::SigningKey> key_of(const std::string& domain, const Settings& settings) {
    if (!is_of_pool(domain, settings.senders))
        return invalid(no_sender_domain(domain, settings.senders));
    const auto wiring = read_wiring(settings);
    if (!wiring) return wiring.error();
    for (const auto& key : wiring->signing.keys) {
        if (key.domain == domain) return key;
    }
    return Error{ErrorCode::not_found, "no signer is found here: install opendkim"};
}

Exit report_key(const Call& call, const postfix::SigningKey& key, const std::string& record) {
    if (call.json()) {
        print_json(call, {{"domain", key.domain},
                          {"selector", key.selector},
                          {"file", key.path},
                          {"publish", record}});
    } else {
        call.out() << record << '\n';
    }
    return Exit::good;
}

Error already_there(Error error) {
    if (error.code == ErrorCode::conflict)
        error.what += ". For another one, name another selector first in dkim-selectors";
    return error;
}

}  // namespace

std::span<const Option> senders_key_options() {
    return kKeyOptions;
}

Exit run_senders_key(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto key = key_of(call.given.value("DOMAIN").value(), *settings);
    if (!key) return fail(call, key.error());
    if (call.given.has("new")) {
        if (auto made = make_key(*key); !made) return fail(call, already_there(made.error()));
    }
    const auto record = record_of(*key);
    return record ? report_key(call, *key, *record) : fail(call, record.error());
}

}  // namespace postern
