// SPDX-License-Identifier: Apache-2.0
#include "event_lines.hpp"

#include <array>
#include <utility>

#include "postern/base/text.hpp"

namespace postern {

std::vector<EventLine> EventLines::next() {
    while (whole_.empty() && read()) continue;
    return std::exchange(whole_, {});
}

/// What is there, or, where nothing is, what comes next. False at the end.
bool EventLines::read() {
    const int first = in_.get();
    if (first == std::istream::traits_type::eof()) {
        const bool last = !begun_.text.empty();
        begun_.is_cut = true;
        if (last) end_line();
        return last;
    }
    take(static_cast<char>(first));
    std::array<char, 4096> more{};
    while (whole_.size() < kMost) {
        const auto count = in_.readsome(more.data(), static_cast<std::streamsize>(more.size()));
        if (count <= 0) break;
        for (std::streamsize i = 0; i < count; ++i) take(more[static_cast<std::size_t>(i)]);
    }
    return true;
}

void EventLines::take(char c) {
    if (c == '\n') return end_line();
    if (begun_.text.size() < kLongest) {
        begun_.text += c;
    } else {
        begun_.too_long = true;
    }
}

void EventLines::end_line() {
    begun_.number = number_++;
    begun_.text = std::string(trim(begun_.text));
    if (!begun_.text.empty() && !begun_.text.starts_with('#')) whole_.push_back(std::move(begun_));
    begun_ = {};
}

}  // namespace postern
