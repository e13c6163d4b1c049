// SPDX-License-Identifier: Apache-2.0
#include "dns_message.hpp"

#include <algorithm>

namespace postern::testing {

using namespace std::string_literals;

std::string question_for_soa(std::string_view zone) {
    // Id, flags, one question, no records.
    auto message = "\1\2\0\0\0\1\0\0\0\0\0\0"s;
    if (zone == ".") zone = {};
    while (!zone.empty()) {
        const auto label = zone.substr(0, zone.find('.'));
        message.push_back(static_cast<char>(label.size()));
        message.append(label);
        zone.remove_prefix(std::min(zone.size(), label.size() + 1));
    }
    return message + "\0\0\6\0\1"s;
}

bool is_good_answer(std::string_view message) {
    constexpr std::size_t kHeader = 12;
    if (message.size() < kHeader) return false;
    const bool response = (static_cast<unsigned char>(message[2]) & 0x80U) != 0;
    const bool no_error = (static_cast<unsigned char>(message[3]) & 0x0fU) == 0;
    return response && no_error && (message[6] != 0 || message[7] != 0);
}

}  // namespace postern::testing
