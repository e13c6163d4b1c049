// SPDX-License-Identifier: Apache-2.0
//
// What was not understood, in a form that an operator can send to strangers: the words that systems
// used, each once with its count, without whom or what they name. Pure functions, linear.
//
// Taken out are addresses and the recipient's name, hosts, IP addresses, URLs, queue and session
// ids, and long numbers. What stays are words, reply codes and status codes: that is what a pattern
// is written from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"

namespace postern {

/// `evidence` with "<address>", "<host>", "<ip>", "<url>" and "<id>" in place of what it names;
/// `address` is the recipient's, or "".
std::string without_names(std::string_view evidence, std::string_view address);

/// What came back once, and no class was found for.
struct UnknownBounce {
    std::string status;  ///< Enhanced status, or "".
    std::string evidence;
    std::string address;  ///< Of the notification.
    TimePoint at;
};

/// The same words, however often.
struct UnknownWords {
    std::string status;
    std::string words;
    std::int64_t count = 0;
    TimePoint first;
    TimePoint last;
};

/// The most frequent first.
std::vector<UnknownWords> unknown_words(const std::vector<UnknownBounce>& bounces);

}  // namespace postern
