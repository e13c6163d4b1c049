// SPDX-License-Identifier: Apache-2.0
//
// One Postfix process as a filter sees it: negotiation, CONNECT and HELO once, then message after
// message from MAIL to end-of-message, an ABORT after each.
//
// Whatever the filter negotiated away is neither sent (SMFIP_NO*) nor waited for (SMFIP_NR_*); as
// with Postfix, a step's macros are sent even when the step is not. A recipient may be refused
// and the message go on; a message without any ends with the last refusal.
// Fails with ErrorCode::unavailable where the connection breaks or the filter speaks otherwise
// than protocol version 6 allows; the connection is then of no more use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

#include "answer.hpp"
#include "load_options.hpp"
#include "macros.hpp"
#include "message_template.hpp"
#include "statistics.hpp"
#include "step.hpp"
#include "wire.hpp"

namespace postern {

class Connection {
  public:
    /// Both must outlive the connection.
    static Result<Connection> open(const LoadOptions& options, const MessageTemplate& message);

    Result<void> send_message(std::uint64_t number, Statistics& statistics);
    Result<void> quit();

  private:
    Connection(const LoadOptions& options, const MessageTemplate& message, Wire wire);
    Result<void> negotiate();
    Result<void> greet();

    Result<FilterAnswer> transaction();
    Result<FilterAnswer> recipients();
    [[nodiscard]] std::vector<std::string> envelope_recipients() const;
    Result<FilterAnswer> recipient(const std::string& address);
    Result<FilterAnswer> headers();
    Result<FilterAnswer> body();

    Result<FilterAnswer> say(const Step& step, std::string_view data);
    Result<FilterAnswer> say(const Step& step, std::string_view data, std::string_view macros);
    Result<FilterAnswer> await_answer();

    const LoadOptions* options_;
    const MessageTemplate* message_;
    Wire wire_;
    Macros macros_;
    std::uint32_t protocol_ = 0;
    Statistics* statistics_ = nullptr;  ///< Where the current message is counted.
    std::uint64_t number_ = 0;          ///< The current message's.
    char skipped_ = 0;  ///< The command the filter wants no more of in this message.
};

}  // namespace postern
