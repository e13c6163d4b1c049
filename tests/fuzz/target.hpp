// SPDX-License-Identifier: Apache-2.0
//
// A fuzz target: a function that is given any bytes and says what must hold of them, whatever they
// are. libFuzzer makes up the bytes (libfuzzer.cpp), CTest replays the seeds (replay.cpp).
//
// A target asserts what its module promises; that nothing crashes, leaks, overflows or takes long
// is seen to by the sanitizers and by libFuzzer's limits.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace postern::fuzz {

struct Target {
    std::string_view name;  ///< That of its seeds' folder, too.
    void (*run)(std::string_view input);
};

/// All there are.
std::span<const Target> targets();

/// Null where there is none of that name.
const Target* find_target(std::string_view name);

/// Ends the process with these words where it does not hold.
void require(bool holds, std::string_view promise);

/// The same, and shows what it does not hold of.
void require(bool holds, std::string_view promise, std::string_view of);

void address(std::string_view input);
void bounce(std::string_view input);
void dns_answer(std::string_view input);
void dns_records(std::string_view input);
void header_field(std::string_view input);
void import(std::string_view input);
void mime(std::string_view input);
void queue_listing(std::string_view input);
void rewriting(std::string_view input);
void seal(std::string_view input);
void settings(std::string_view input);
void shown(std::string_view input);
void token(std::string_view input);
void trail_line(std::string_view input);

}  // namespace postern::fuzz
