// SPDX-License-Identifier: Apache-2.0
//
// The MTA's side of one milter connection, for tests: takes the steps one by one or a message at a
// time, sends what Postfix would send after the negotiation, and hands back what the filter
// answered and modified. Throws std::runtime_error where there is no conversation: nobody listens,
// the filter closes the connection, or does not answer within the limit.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "postern/base/time.hpp"

#include "macros.hpp"
#include "milter_message.hpp"
#include "step.hpp"
#include "wire.hpp"

namespace postern::testing {

/// The answers to one message. `end` is that to the message as a whole; where no recipient was
/// taken it is the last one's.
struct MilterOutcome {
    std::vector<MilterReply> recipients;
    MilterReply end;
};

/// What an MTA can do, and what became of it.
struct Negotiation {
    std::uint32_t version;
    std::uint32_t actions;
    std::uint32_t protocol;
    std::map<std::uint32_t, std::string> symbols{};  ///< By SMFIM_ number.
};

class MilterClient {
  public:
    /// `address` as in smtpd_milters.
    explicit MilterClient(const std::string& address, Duration limit = std::chrono::seconds(20));

    /// As Postfix 3.7 unless told otherwise. Nothing where the filter refuses this MTA.
    std::optional<Negotiation> negotiate();
    std::optional<Negotiation> negotiate(const Negotiation& offer);

    /// CONNECT and HELO. `daemon_name` is the smtpd's milter_macro_daemon_name.
    void greet(const std::string& daemon_name, const std::string& client_address = "127.0.0.1");

    MilterOutcome send(const MilterMessage& message);

    /// The steps of send().
    void mail(const MilterMessage& message);
    MilterReply recipient(const std::string& address);
    MilterReply content(const MilterMessage& message);
    MilterReply end();
    /// The same, without waiting for the answer.
    void end_unread();
    void abort();
    void quit();

    /// Waits for the filter to close the connection; false if it says something instead.
    bool closed();

  private:
    MilterReply say(const Step& step, std::string_view data);
    MilterReply await_reply();

    Wire wire_;
    Macros macros_;
    std::uint32_t protocol_ = 0;
    std::string queue_id_;
};

}  // namespace postern::testing
