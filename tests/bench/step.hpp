// SPDX-License-Identifier: Apache-2.0
//
// The steps of the milter conversation as an MTA takes them: the command, the flags by which a
// filter declines the step (SMFIP_NO*) or answering it (SMFIP_NR_*), and the data that goes along.
// Cannot fail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postern {

struct Step {
    char command;
    std::uint32_t not_sent;
    std::uint32_t not_answered;
};

namespace step {
extern const Step kConnect, kHelo, kMail, kRcpt, kData, kHeader, kEndOfHeaders, kBody, kEnd;
}  // namespace step

/// A client of that IPv4 or IPv6 address.
std::string connect_data(std::string_view client_name, const std::string& address);
/// HELO's name.
std::string text_data(std::string_view text);
/// MAIL's or RCPT's address, which goes in angle brackets.
std::string path_data(std::string_view address);
/// Without SMFIP_HDR_LEADSPC the blank after the colon stays with the MTA.
std::string header_data(std::string_view name, std::string_view value, std::uint32_t protocol);

}  // namespace postern
