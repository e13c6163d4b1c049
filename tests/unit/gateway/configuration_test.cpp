// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/configuration.hpp"

#include <gtest/gtest.h>

#include "temporary_directory.hpp"

namespace postern {

namespace {

class LoadedAgain : public ::testing::Test {
  protected:
    [[nodiscard]] Configuration load(const std::string& dns, const Configuration* before) const {
        const auto key = folder_.write("current.key", std::string(64, 'a') + "\n");
        std::filesystem::permissions(key, std::filesystem::perms(0600));
        const auto file =
            folder_.write("postern.yaml",
                          "drafts: { domain: drafts.example }\nsenders:\n  - { domain: "
                          "example.test, bounce-domain: b.example.test }\nkeys: { files: [" +
                              key.string() + "] }\ndns: " + dns + "\n");
        const auto loaded = load_configuration(file, before);
        EXPECT_TRUE(loaded.findings.empty()) << loaded.findings.at(0).message();
        return *loaded.configuration;
    }

    /// What that configuration's checker says of a domain, without a question to anybody.
    [[nodiscard]] static std::string said_by(const Configuration& configuration) {
        return configuration.check_domain("shop.example", std::chrono::seconds{1}).reason;
    }
    /// One whose checker has learned something.
    [[nodiscard]] static Configuration with_memory(Configuration configuration) {
        configuration.check_domain = [](std::string_view, Duration) {
            return DomainStanding{MailService::accepts, {}, "remembered", {}};
        };
        return configuration;
    }

    testing::TemporaryDirectory folder_;
};

TEST_F(LoadedAgain, RemembersWhatDnsSaidWhereItIsAskedAsBefore) {
    const auto first = with_memory(load("{ timeout: 2s }", nullptr));
    EXPECT_EQ(said_by(load("{ timeout: 2s }", &first)), "remembered");
    EXPECT_NE(said_by(load("{ timeout: 3s }", &first)), "remembered");
}

TEST_F(LoadedAgain, AsksAnewWhereAFileThatDnsReadsIsAnother) {
    const auto anchor = folder_.write("anchor", "").string();
    const auto dns = "{ resolvers: [192.0.2.1], trust-anchor: " + anchor + " }";
    const auto first = with_memory(load(dns, nullptr));
    EXPECT_EQ(said_by(load(dns, &first)), "remembered");
    (void)folder_.write("anchor", "; another\n");
    EXPECT_NE(said_by(load(dns, &first)), "remembered");
}

TEST_F(LoadedAgain, BringsTheTermsOfItsSettings) {
    EXPECT_EQ(load("{ timeout: 2s }", nullptr).terms->reputation, Settings{}.reputation);
}

}  // namespace

}  // namespace postern
