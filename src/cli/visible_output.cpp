// SPDX-License-Identifier: Apache-2.0
#include "visible_output.hpp"

#include <algorithm>

#include "postern/base/visible.hpp"
#include "postern/gateway/identity.hpp"

namespace postern {

namespace {

/// With the line ends and tabs that it has.
std::string visible_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\t\n"), text.size());
        out += visible(text.substr(0, end));
        out += text.substr(end, 1);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

VisibleOutput::~VisibleOutput() {
    // A stream that throws is nobody's here, and a destructor is no place for it.
    try {
        pass_on(pending_.size());
    } catch (...) {  // NOLINT(bugprone-empty-catch): what cannot be written is lost
    }
}

bool VisibleOutput::pass_on(std::size_t size) {
    if (size == 0) return to_.good();
    to_ << visible_text(without_return_tokens(pending_.substr(0, size)));
    pending_.erase(0, size);
    return to_.good();
}

VisibleOutput::int_type VisibleOutput::overflow(int_type character) {
    if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(0);
    const auto c = traits_type::to_char_type(character);
    return xsputn(&c, 1) == 1 ? character : traits_type::eof();
}

std::streamsize VisibleOutput::xsputn(const char* text, std::streamsize size) {
    const std::string_view added(text, static_cast<std::size_t>(size));
    const auto line_end = added.rfind('\n');
    const auto before = pending_.size();
    pending_ += added;
    if (line_end == added.npos) return size;
    return pass_on(before + line_end + 1) ? size : 0;
}

int VisibleOutput::sync() {
    return pass_on(pending_.size()) && to_.flush() ? 0 : -1;
}

}  // namespace postern
