// SPDX-License-Identifier: Apache-2.0
//
// A scan for the few characters that separate names from addresses, outside of quoted strings: a
// list that is malformed keeps its form, and only names change.
#include "ascii_mailboxes.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "comment.hpp"
#include "encoded_word.hpp"
#include "phrase.hpp"
#include "utf8.hpp"

namespace postern {
namespace {

/// Where the quoted string or the address in angle brackets that begins at `at` is over.
std::size_t end_of(std::string_view text, std::size_t at) {
    const char closing = text[at] == '<' ? '>' : '"';
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == closing) return i + 1;
        if (text[i] == '\\') ++i;
    }
    return text.size();
}

class Scan {
  public:
    Result<std::string> run(std::string_view value);

  private:
    /// What stood before "<" or ":" is a name.
    void end_name() {
        if (is_ascii(pending_)) {
            out_ += pending_;
        } else {
            out_ += out_.empty() ? "" : " ";
            out_ += encode_words(trim(phrase_text(pending_))) + ' ';
        }
        pending_.clear();
    }
    /// What stood before a separator without any is an address.
    void end_address(std::string_view address) {
        good_ = good_ && is_ascii(address);
        out_ += address;
    }

    std::string out_;
    std::string pending_;
    bool good_ = true;
};

Result<std::string> Scan::run(std::string_view value) {
    for (std::size_t i = 0; i < value.size();) {
        const char c = value[i];
        const auto end = c == '"' || c == '<' ? end_of(value, i) : i + 1;
        const auto piece = value.substr(i, end - i);
        i = end;
        if (c == '<' || c == ':') {
            end_name();
            end_address(piece);
        } else if (c == ',' || c == ';') {
            end_address(pending_);
            pending_.clear();
            // A blank to fold at.
            out_ += c;
            if (i < value.size() && value[i] != ' ') out_ += ' ';
        } else {
            pending_ += piece;
        }
    }
    end_address(pending_);
    if (good_) return std::move(out_);
    return Error{ErrorCode::invalid, "an address that is not in US-ASCII cannot be carried"};
}

}  // namespace

Result<std::string> ascii_mailboxes(std::string_view value) {
    return Scan().run(without_comments(value));
}

}  // namespace postern
