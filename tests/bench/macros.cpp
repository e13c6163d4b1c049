// SPDX-License-Identifier: Apache-2.0
#include "macros.hpp"

#include <algorithm>
#include <sstream>

#include <libmilter/mfapi.h>
#include <libmilter/mfdef.h>

#include "wire.hpp"

namespace postern {

namespace {

/// Headers get the macros of their end, body chunks those of the message's end.
std::size_t stage_of(char command) {
    switch (command) {
        case SMFIC_CONNECT:
            return SMFIM_CONNECT;
        case SMFIC_HELO:
            return SMFIM_HELO;
        case SMFIC_MAIL:
            return SMFIM_ENVFROM;
        case SMFIC_RCPT:
            return SMFIM_ENVRCPT;
        case SMFIC_DATA:
            return SMFIM_DATA;
        case SMFIC_HEADER:
        case SMFIC_EOH:
            return SMFIM_EOH;
        default:
            return SMFIM_EOM;
    }
}

}  // namespace

Macros::Macros() {
    request(SMFIM_CONNECT, "j {daemon_name} {daemon_addr} v _");
    request(SMFIM_HELO, "{tls_version} {cipher} {cipher_bits} {cert_subject} {cert_issuer}");
    request(SMFIM_ENVFROM,
            "i {auth_type} {auth_authen} {auth_author} {mail_addr} {mail_host} {mail_mailer}");
    request(SMFIM_ENVRCPT, "i {rcpt_addr} {rcpt_host} {rcpt_mailer}");
    request(SMFIM_DATA, "i");
    request(SMFIM_EOH, "i");
    request(SMFIM_EOM, "i");
}

void Macros::request(std::uint32_t stage, std::string_view names) {
    if (stage >= wanted_.size()) return;
    wanted_.at(stage).clear();
    std::istringstream list{std::string(names)};
    for (std::string name; list >> name;) wanted_.at(stage).push_back(name);
}

void Macros::set(std::string_view name, std::string_view value) {
    values_.insert_or_assign(std::string(name), std::string(value));
}

std::string Macros::before(char command) const {
    std::string data(1, command);
    for (const auto& name : wanted_.at(stage_of(command))) {
        const auto found = values_.find(name);
        if (found == values_.end() || found->second.empty()) continue;
        append_text(data, name);
        append_text(data, found->second);
    }
    return data;
}

std::map<std::uint32_t, std::string> symbol_lists(std::string_view data) {
    std::map<std::uint32_t, std::string> lists;
    while (data.size() > MILTER_LEN_BYTES) {
        const auto stage = read_u32(data);
        data.remove_prefix(MILTER_LEN_BYTES);
        const auto end = std::min(data.find('\0'), data.size() - 1);
        lists[stage] = data.substr(0, end);
        data.remove_prefix(end + 1);
    }
    return lists;
}

}  // namespace postern
