// SPDX-License-Identifier: Apache-2.0
//
// A private Postfix for one test: up when constructed, down and removed with its folder at the end
// of the scope, and also when the test's process is killed. The work is done by
// scripts/lib/postfix-lab, which the demo uses too; its head says what runs in a lab.
// Throws std::runtime_error with the script's own words where the lab does not start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sink.hpp"
#include "temporary_directory.hpp"

namespace postern::testing {

struct LabOptions {
    bool milter = true;               ///< false: plain Postfix, without postern.
    std::vector<std::string> sign{};  ///< Domains for which opendkim signs after postern.
    /// A host before the sink that verifies DKIM, SPF and DMARC, and refuses by its tables.
    bool receiver = false;
    /// OUT with the line of master.cf for recipients.smtputf8. The sink does not offer SMTPUTF8.
    bool smtputf8 = false;
    /// A host before the sink that offers SMTPUTF8 and refuses by its tables.
    bool remote = false;
    std::vector<std::string> settings{};  ///< "key=value": further lines of main.cf.
};

class PostfixLab {
  public:
    /// Why no lab can run here (not root, no Postfix), for GTEST_SKIP; nothing if one can.
    static std::optional<std::string> unavailable();

    explicit PostfixLab(const LabOptions& options = {});
    PostfixLab(const PostfixLab&) = delete;
    PostfixLab& operator=(const PostfixLab&) = delete;
    ~PostfixLab();

    /// A value of the lab's env file, such as "SINK_DIR". Throws std::out_of_range if not there.
    [[nodiscard]] const std::string& value(const std::string& key) const { return env_.at(key); }
    [[nodiscard]] std::uint16_t draft_port() const { return port("DRAFT_PORT"); }
    [[nodiscard]] std::uint16_t out_port() const { return port("OUT_PORT"); }
    [[nodiscard]] std::uint16_t bounce_port() const { return port("BOUNCE_PORT"); }

    /// The DKIM record of a domain that is signed for, under the selector "lab".
    [[nodiscard]] std::string dkim_record(const std::string& domain) const;
    /// Where Postfix looks for postern.
    [[nodiscard]] const std::string& milter_socket() const { return value("MILTER_SOCKET"); }
    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

    /// All that was delivered so far.
    [[nodiscard]] std::vector<SinkMessage> sink_messages() const;
    /// Postfix's log so far.
    [[nodiscard]] std::string log() const;
    /// The queue as `postqueue -j` shows it: one JSON object a line, nothing where it is empty.
    [[nodiscard]] std::string queue() const;

  private:
    [[nodiscard]] std::uint16_t port(const std::string& key) const;

    TemporaryDirectory parent_;
    std::filesystem::path directory_ = parent_.path() / "lab";
    std::map<std::string, std::string> env_;
};

}  // namespace postern::testing
