// SPDX-License-Identifier: Apache-2.0
//
// What the load generator is asked to do, and its command line.
//
// Fails with ErrorCode::invalid, naming the option, where one is missing, unknown or out of
// bounds. Texts in which "%n" stands for the message's number say so in the help.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "postern/base/result.hpp"

#include "answer.hpp"

namespace postern {

struct LoadOptions {
    bool help = false;
    bool json = false;

    std::string socket;
    std::int64_t connections = 1;
    std::int64_t messages = 0;
    std::int64_t warmup = 0;
    std::int64_t first_number = 0;
    std::optional<pid_t> pid;
    std::optional<Ending> expected;

    std::string message_file;
    std::vector<std::string> extra_headers;
    std::string headers_file;

    std::string daemon_name;
    std::string client_addr;
    std::string auth_user;
    std::string queue_id_prefix;
    std::string from;
    std::vector<std::string> recipients;
    std::string recipients_file;
    std::vector<std::string> numbered_recipients;  ///< What stands in that file.
};

Result<LoadOptions> parse_load_options(int argc, const char* const* argv);
std::string load_options_help();

}  // namespace postern
