// SPDX-License-Identifier: Apache-2.0
#include "source_feed.hpp"

#include <algorithm>

#include "encoding.hpp"

namespace postern {

namespace {

constexpr std::size_t kPiece = 65536;
constexpr std::size_t kPutBack = 4;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

SourceFeed::int_type SourceFeed::underflow() {
    while (!is_last_) {
        // The parser looks at the first characters for an encoding, and puts them back.
        const auto kept = std::min(kPutBack, piece_.size());
        piece_.erase(0, piece_.size() - kept);
        if (!read_piece()) return traits_type::eof();
        setg(piece_.data(), piece_.data() + kept, piece_.data() + piece_.size());
        if (gptr() != egptr()) return traits_type::to_int_type(*gptr());
    }
    return traits_type::eof();
}

bool SourceFeed::read_piece() {
    const auto before = raw_.size();
    raw_.resize(before + kPiece);
    auto count = read_(std::span(raw_).subspan(before));
    raw_.resize(before + (count ? *count : 0));
    is_last_ = !count || *count == 0;
    if (!count) failure_ = std::move(count).error();
    if (failure_) return false;
    return hand_on(is_last_ ? raw_.size() : whole_characters(raw_));
}

bool SourceFeed::hand_on(std::size_t size) {
    auto text = std::string_view(raw_).substr(0, size);
    if (is_first_ && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    is_first_ = is_first_ && size == 0;
    if (!is_text(text)) return false;
    advance(text);
    const auto converted = pairs_.convert(text, is_last_);
    lines_.append(converted);
    piece_ += converted;
    raw_.erase(0, size);
    return true;
}

bool SourceFeed::is_text(std::string_view text) {
    const auto fault = encoding_fault(text);
    if (!fault) return true;
    advance(text.substr(0, fault->offset));
    fault_ = {at_, fault->text};
    is_last_ = true;
    return false;
}

void SourceFeed::advance(std::string_view text) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    const auto start = text.rfind('\n') + 1;  // npos + 1 is 0
    at_.line += static_cast<int>(lines);
    at_.column = static_cast<int>(text.size() - start) + (lines == 0 ? at_.column : 1);
}

}  // namespace postern
