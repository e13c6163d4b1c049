// SPDX-License-Identifier: Apache-2.0
//
// Asking from the root down, without a resolver: a server that is the root and the domain's own at
// once. It needs port 53, because hints name no port.
#include <gtest/gtest.h>

#include "postern/dns/domain_checker.hpp"

#include "name_server.hpp"
#include "temporary_directory.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::NameServer;
using testing::TemporaryDirectory;
using testing::Zone;

/// "127.1.2.3", from the form with a port.
std::string address_of(const sockaddr_in& server) {
    const auto text = testing::with_port(server);
    return text.substr(0, text.find('@'));
}

/// Both zones lead to `server` and nowhere else.
std::vector<Zone> zones_of(const std::string& server) {
    return {{".",
             ". 300 SOA ns.root. h.root. 1 2 3 4 60\n"
             ". 300 NS ns.root.\n"
             "ns.root. 300 A " +
                 server +
                 "\n"
                 "firm.example. 300 NS ns.firm.example.\n"
                 "ns.firm.example. 300 A " +
                 server + "\n"},
            {"firm.example",
             "@ 300 SOA ns h 1 2 3 4 60\n"
             "@ 300 NS ns\n"
             "ns 300 A " +
                 server +
                 "\n"
                 "@ 300 MX 10 mx\n"
                 "mx 300 A 192.0.2.1\n"}};
}

TEST(FromTheRoot, DomainsAreFoundAtTheirOwnServers) {
    if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
    const auto port = NameServer::at_port_of_dns();
    if (!port) GTEST_SKIP() << "port 53 is not to be had: not root, or taken";
    const auto address = address_of(*port);
    const NameServer server(zones_of(address), *port);
    const TemporaryDirectory directory;
    DnsSettings settings;
    settings.timeout = 60s;
    settings.root_hints =
        directory.write("root.hints", ". 300 NS ns.root.\nns.root. 300 A " + address + "\n");
    // Names this host, without which nothing at loopback would be asked.
    settings.stubs = {"elsewhere=" + address};
    const SystemClock clock;
    const auto checker = DomainChecker::open(settings, clock);
    ASSERT_TRUE(checker) << checker.error().message();
    const auto found = (*checker)->check("firm.example");
    EXPECT_EQ(name_of(found->service), "accepts") << found->reason;
    EXPECT_EQ((*checker)->check("gone.example")->service, MailService::no_such_domain);
}

}  // namespace
}  // namespace postern
