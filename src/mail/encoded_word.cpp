// SPDX-License-Identifier: Apache-2.0
#include "encoded_word.hpp"

#include <algorithm>
#include <optional>

#include "postern/base/text.hpp"

#include "transfer_encoding.hpp"
#include "utf8.hpp"

namespace postern {
namespace {

constexpr std::string_view kOpenQ = "=?UTF-8?Q?";
constexpr std::string_view kOpenB = "=?UTF-8?B?";
constexpr std::string_view kClose = "?=";
constexpr std::size_t kLongestWord = 75;
constexpr std::size_t kLongestFieldName = 10;  // "Reply-To: ": lines end at column 76 then

struct Word {
    std::string charset;  ///< Lower case, without a language (RFC 2231 section 5).
    std::string bytes;
    std::size_t extent;  ///< Of the encoded form.
};

bool is_known(std::string_view charset) {
    return charset == "utf-8" || charset == "us-ascii" || charset == "iso-8859-1";
}

/// The "Q" encoding's one difference from quoted-printable is "_" (section 4.2).
std::string decoded_q(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '_', ' ');
    return from_quoted_printable(out);
}

/// Section 2: an encoded word has none. One with a control character would fall apart where that
/// becomes a blank.
bool has_blank_or_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    });
}

/// The word at the front of `text`, which begins with "=?".
std::optional<Word> parse_word(std::string_view text) {
    const auto charset_end = text.find('?', 2);
    if (charset_end == text.npos || charset_end + 2 >= text.size()) return {};
    const char encoding = lower(text[charset_end + 1]);
    if (text[charset_end + 2] != '?' || (encoding != 'q' && encoding != 'b')) return {};

    const auto begin = charset_end + 3;
    const auto end = text.find('?', begin);
    if (text.substr(std::min(end, text.size()), 2) != kClose) return {};
    const auto payload = text.substr(begin, end - begin);
    auto charset = lower(text.substr(2, charset_end - 2));
    charset.resize(std::min(charset.find('*'), charset.size()));
    if (!is_known(charset) || has_blank_or_control(payload)) return {};
    return Word{std::move(charset), encoding == 'q' ? decoded_q(payload) : from_base64(payload),
                end + 2};
}

/// Bytes of adjacent words of one charset, joined before they are converted: some mailers split
/// characters between words.
class Run {
  public:
    void add(Word word, std::string& out) {
        if (word.charset != charset_) flush(out);
        charset_ = std::move(word.charset);
        bytes_ += word.bytes;
    }
    void flush(std::string& out) {
        out += charset_ == "iso-8859-1" ? utf8_from_latin1(bytes_) : bytes_;
        bytes_.clear();
    }

  private:
    std::string charset_, bytes_;
};

/// The character at the front as "Q" writes it in a phrase (section 5 (3): letters, digits and
/// a few others only).
std::string encoded_q(std::string_view character) {
    constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/";
    if (character == " ") return "_";
    if (kPlain.find(character.front()) != kPlain.npos) return std::string(character);
    std::string out;
    for (const char c : character) {
        const auto piece = escaped(c);
        out.append(piece.data(), piece.size());
    }
    return out;
}

std::size_t q_size(std::string_view text) {
    std::size_t size = 0;
    for (const char c : text) size += encoded_q({&c, 1}).size();
    return size;
}

/// Takes as many whole characters from `text` as fit into one word.
std::string take_word(std::string_view& text, bool as_q, std::size_t room) {
    std::size_t bytes = 0;
    std::string q;
    while (bytes < text.size()) {
        const auto extent = std::max<std::size_t>(utf8_extent(text.substr(bytes)), 1);
        const auto next = encoded_q(text.substr(bytes, extent));
        const auto size = as_q ? q.size() + next.size() : (bytes + extent + 2) / 3 * 4;
        if (size > room) break;
        q += next;
        bytes += extent;
    }
    auto payload = as_q ? std::move(q) : to_base64(text.substr(0, bytes));
    text.remove_prefix(bytes);
    return payload;
}

}  // namespace

std::string decode_encoded_words(std::string_view text) {
    std::string out;
    Run run;
    std::size_t done = 0;
    for (auto at = text.find("=?"); at != text.npos; at = text.find("=?", at)) {
        auto word = parse_word(text.substr(at));
        if (!word) {
            at += 2;
            continue;
        }
        const auto between = text.substr(done, at - done);
        if (done == 0 || !trim(between).empty()) {
            run.flush(out);
            out += between;
        }
        at += word->extent;
        done = at;
        run.add(*std::move(word), out);
    }
    run.flush(out);
    return out += text.substr(done);
}

std::string encode_words(std::string_view text) {
    const bool as_q = q_size(text) <= (text.size() + 2) / 3 * 4;
    std::string out;
    std::size_t room = kLongestWord - kOpenQ.size() - kClose.size() - kLongestFieldName;
    while (!text.empty()) {
        if (!out.empty()) out += "\n ";
        out += as_q ? kOpenQ : kOpenB;
        out += take_word(text, as_q, room);
        out += kClose;
        room = kLongestWord - kOpenQ.size() - kClose.size();
    }
    return out;
}

}  // namespace postern
