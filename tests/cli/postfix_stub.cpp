// SPDX-License-Identifier: Apache-2.0
#include "postfix_stub.hpp"

#include <fstream>

#include "postern/postfix/parameters.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr auto kPostconf = R"(#!/bin/sh
last=-x
for last; do :; done
exec cat "$0$last"
)";

constexpr auto kPostmap = R"(#!/bin/sh
for last; do :; done
case $last in
static:all | *bounce_rcpt) echo listed ;;
transports) case $2 in
    *drafts.*) echo "postern-fan:[127.0.0.1]:10026" ;;
    *) echo "postern-bounce:[127.0.0.1]:10027" ;;
    esac ;;
*) exit 1 ;;
esac
)";

void write_program(const testing::TemporaryDirectory& folder, const std::string& name,
                   const char* text) {
    fs::permissions(folder.write(name, text), fs::perms(0755));
}

std::string parameters() {
    std::string text;
    for (const auto& [name, value] : postfix::shipped_parameters())
        text.append(name).append(" = ").append(value) += '\n';
    return text +
           "transport_maps = transports\nrelay_domains = static:all\n"
           "maximal_queue_lifetime = 5d\nbounce_queue_lifetime = 5d\n"
           "authorized_flush_users = static:anyone\nauthorized_mailq_users = static:anyone\n";
}

}  // namespace

std::string write_postfix_stub(const testing::TemporaryDirectory& folder,
                               const std::string& socket) {
    std::string services;
    std::string options;
    for (const auto& shipped : postfix::shipped_services()) {
        const auto& service = shipped.service;
        services += service.name + " " + service.type + " n - y - 9 " + service.command + "\n";
        for (const auto& [name, value] : service.options) {
            options.append(service.path()).append("/").append(name).append(" = ");
            options.append(name == "smtpd_milters" ? "unix:" + socket : value) += '\n';
        }
    }
    (void)folder.write("postconf-x", parameters());
    (void)folder.write("postconf-M", services);
    (void)folder.write("postconf-P", options);
    write_program(folder, "postconf", kPostconf);
    write_program(folder, "postmap", kPostmap);
    write_program(folder, "postqueue", "#!/bin/sh\n");
    return folder.path() / "postqueue";
}

void set_parameter_of_stub(const testing::TemporaryDirectory& folder, const std::string& line) {
    std::ofstream(folder.path() / "postconf-x", std::ios::app) << line << '\n';
}

void set_queue_of_stub(const testing::TemporaryDirectory& folder, const std::string& listing) {
    (void)folder.write("queue", listing);
    write_program(folder, "postqueue", "#!/bin/sh\nexec cat \"${0%/*}/queue\"\n");
}

}  // namespace postern
