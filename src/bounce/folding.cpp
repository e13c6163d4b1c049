// SPDX-License-Identifier: Apache-2.0
#include "folding.hpp"

#include <algorithm>
#include <cstdint>

#include "postern/base/character.hpp"
#include "postern/base/text.hpp"

namespace postern {
namespace {

constexpr std::uint32_t kNone = 0xFFFD;  ///< In place of a byte that is no character.

/// U+00C0 to U+017F without accents; "?" where more than one letter stands for it.
constexpr std::uint32_t kFirstLatin = 0xC0;
constexpr std::string_view kLatin =
    "aaaaaa?ceeeeiiiidnooooo ouuuuy??aaaaaa?ceeeeiiiidnooooo ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

std::string_view two_letters(std::uint32_t c) {
    switch (c) {
        case 0xC6:
        case 0xE6:
            return "ae";
        case 0xDE:
        case 0xFE:
            return "th";
        case 0xDF:
            return "ss";
        case 0x152:
        case 0x153:
            return "oe";
        default:
            return "ij";
    }
}

bool is_between(std::uint32_t c, std::uint32_t first, std::uint32_t last) {
    return c >= first && c <= last;
}

bool stands_alone(std::uint32_t c) {
    return is_between(c, 0x2E80, 0x2FFF) || is_between(c, 0x3005, 0xA4CF) ||
           is_between(c, 0xAC00, 0xD7AF) || is_between(c, 0xF900, 0xFAFF) || c >= 0x20000;
}

class Folder {
  public:
    explicit Folder(std::string_view text) : text_(text) { out_.reserve(text.size() + 2); }

    std::string fold() {
        while (at_ < text_.size()) {
            const auto c = text_[at_];
            if ((c & 0x80) != 0) {
                const auto character = first_character(text_.substr(at_));
                at_ += character.extent;
                other(character.whole ? character.value : kNone);
            } else if (c == '{') {
                mark();
            } else {
                ++at_;
                ascii(c);
            }
        }
        end_word();
        return std::move(out_);
    }

  private:
    void letter(char c) { word_ += c; }

    void end_word() {
        const bool is_code = has_digit_ && is_reply_or_status(word_);
        if (!word_.empty() && !is_code) out_.append(has_digit_ ? "#" : word_).append(" ");
        word_.clear();
        if (is_code) return stop(',');
        has_digit_ = false;
        is_lower_ = false;
    }

    /// Each is the beginning of something that a server says.
    static bool is_reply_or_status(std::string_view word) {
        if (word.size() == 3) {
            return (word[0] == '4' || word[0] == '5') && word[1] >= '0' && word[1] <= '7' &&
                   (word[2] != '0' || word == "550");
        }
        return word.size() > 4 && word[1] == '.' && std::count(word.begin(), word.end(), '.') == 2;
    }

    /// "." outweighs "," and neither stands twice.
    void stop(char c) {
        end_word();
        if (out_.size() < 2) return;
        auto& last = out_[out_.size() - 2];
        const bool stands = (last == '.' || last == ',') && out_[out_.size() - 3] == ' ';
        if (!stands) {
            (out_ += c) += ' ';
        } else if (c == '.') {
            last = c;
        }
    }

    void mark() {
        end_word();
        const auto end = text_.find('}', at_);
        const auto name = text_.substr(at_, text_.find_first_of(" }", at_) - at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        out_.append(name).append("} ");
    }

    [[nodiscard]] char ahead() const { return at_ < text_.size() ? text_[at_] : ' '; }
    [[nodiscard]] bool word_ahead() const {
        const char c = ahead();
        return (c & 0x80) != 0 || (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
    }

    void ascii(char c) {
        if (c >= 'A' && c <= 'Z') {
            if (is_lower_) end_word();
            letter(lower(c));
            is_lower_ = false;
        } else if (c >= 'a' && c <= 'z') {
            letter(c);
            is_lower_ = true;
        } else if (c >= '0' && c <= '9') {
            letter(c);
            has_digit_ = true;
        } else {
            punctuation(c);
        }
    }

    void punctuation(char c) {
        constexpr std::string_view kJoints = ",:()[]";
        if (c == '.' && word_ahead()) return inside(c);
        // "spf=fail": an annotation, and no sentence.
        if (c == '=' && is_lower_ && ahead() >= 'a' && ahead() <= 'z') {
            has_digit_ = true;
            return;
        }
        if (c == '-' && !word_.empty() && word_ahead()) return end_word();
        const bool apart = ahead() == ' ' || ahead() == c;
        if (c == '.' && ahead() == '.') return stop(',');
        if (c == '.' || c == ';' || c == '!' || c == '?' || c == '|' || (c == '/' && apart)) {
            stop('.');
        } else if (kJoints.find(c) != kJoints.npos || (c == '-' && apart)) {
            stop(',');
        } else {
            end_word();
        }
    }

    /// Of a number or a status code, or between the parts of a name.
    void inside(char c) {
        if (has_digit_) return letter(c);
        end_word();
    }

    void other(std::uint32_t c) {
        if (stands_alone(c)) {
            end_word();
            append_utf8(word_, c);
            return end_word();
        }
        if (is_between(c, 0xFF01, 0xFF5E)) return ascii(static_cast<char>(c - 0xFEE0));
        if (is_between(c, kFirstLatin, kFirstLatin + kLatin.size() - 1)) return latin(c);
        if (is_between(c, 0x300, 0x36F) || c == 0xAD) return;
        if (c == 0x3001) return stop(',');
        if (c == 0x3002 || c == 0x2026) return stop('.');
        if (is_between(c, 0x2010, 0x2015)) return stop(',');
        if (c < kFirstLatin || c == kNone || is_between(c, 0x2000, 0x303F)) return end_word();
        if (is_between(c, 0x410, 0x42F) || is_between(c, 0x391, 0x3A9)) c += 0x20;
        if (is_between(c, 0x400, 0x40F)) c += 0x50;
        if (c == 0x451) c = 0x435;
        append_utf8(word_, c);
    }

    void latin(std::uint32_t c) {
        const char plain = kLatin[c - kFirstLatin];
        if (plain == ' ') return end_word();
        if (plain == '?') {
            word_.append(two_letters(c));
        } else {
            letter(plain);
        }
        is_lower_ = false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_ = " ";
    std::string word_;
    bool has_digit_ = false;
    bool is_lower_ = false;
};

}  // namespace

std::string folded(std::string_view text) {
    return Folder(text).fold();
}

}  // namespace postern
