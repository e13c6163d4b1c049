// SPDX-License-Identifier: Apache-2.0
//
// One milter connection: collects message after message and asks the gateway about each.
//
// Knows the order of SMTP's steps and nothing of libmilter. What a role does not need is not
// collected: mail that is no draft costs a look at its header names. What is, counts against the
// memory of all sessions. A message keeps the configuration it began with.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/gateway.hpp"

#include "apply.hpp"
#include "message_memory.hpp"

namespace postern {

/// Which of Postfix's smtpds is talking.
enum class Role { draft, out, bounce, none };

/// RCPT's parameters of RFC 3461 section 4, "" where they are not given.
struct RecipientParameters {
    std::string_view orcpt{};
    std::string_view notify{};
};

class Session {
  public:
    Session(CurrentConfiguration& current, Gateway& gateway, MessageMemory& memory)
        : current_(current), gateway_(gateway), memory_(memory) {}

    /// `daemon_name` is the {daemon_name} macro, `client` the client's address or "".
    void connect(std::string_view daemon_name, std::string_view client);

    void mail(std::string_view path, std::string_view sasl_user);
    Answer recipient(const std::string& path, const RecipientParameters& parameters,
                     Editor& editor);
    void header(std::string_view name, std::string_view value);
    void end_of_headers();
    void body(std::string_view chunk);
    Answer end_of_message(std::string_view queue_id, Editor& editor);
    /// The message is given up; the connection goes on.
    void abort();

  private:
    [[nodiscard]] Verdict judge();
    /// Whether there is room for so much more of the message; else it is let go of.
    [[nodiscard]] bool has_memory_for(std::size_t bytes);
    /// How much of the body this role keeps.
    [[nodiscard]] std::size_t body_limit() const;

    CurrentConfiguration& current_;
    Gateway& gateway_;
    std::string daemon_name_;
    Role role_ = Role::none;
    bool wants_body_ = false;
    std::shared_ptr<const Configuration> configuration_;
    Submission message_;
    MemoryShare memory_;
    bool is_beyond_memory_ = false;
};

}  // namespace postern
