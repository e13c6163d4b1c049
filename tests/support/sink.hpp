// SPDX-License-Identifier: Apache-2.0
//
// What arrived at the remote side: the files that smtp-sink writes, one for each message, in no
// particular order. Files that are being written are left out until they are complete; smtp-sink
// completes a file before it answers the final dot, so that what Postfix calls sent is here.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace postern::testing {

struct SinkMessage {
    std::string sender;                   ///< Without brackets; empty for the null sender.
    std::string mail_parameters;          ///< What followed it: "SIZE=… RET=HDRS ENVID=…".
    std::vector<std::string> recipients;  ///< Without brackets and parameters.
    std::string text;  ///< As sent, with LF line ends; without the Received header of the sink.
};

SinkMessage parse_sink_message(std::string_view file);

std::vector<SinkMessage> read_sink(const std::filesystem::path& directory);

}  // namespace postern::testing
