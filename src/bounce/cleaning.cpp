// SPDX-License-Identifier: Apache-2.0
#include "cleaning.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "dns_lists.hpp"

namespace postern {
namespace {

bool is_number(char c) {
    return c >= '0' && c <= '9';
}

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool has(std::string_view text, bool (*is)(char)) {
    return std::any_of(text.begin(), text.end(), is);
}

std::string_view behind_at(std::string_view address) {
    return address.substr(std::min(address.find('@') + 1, address.size()));
}

/// "mx.firm.example" in "firm.example", and itself.
bool is_within(std::string_view host, std::string_view domain) {
    return !domain.empty() && host.ends_with(domain) &&
           (host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.');
}

bool is_ipv4(std::string_view token) {
    const auto digits_and_dots =
        std::all_of(token.begin(), token.end(), [](char c) { return is_number(c) || c == '.'; });
    return digits_and_dots && std::count(token.begin(), token.end(), '.') == 3 &&
           token.back() != '.';
}

bool is_ipv6(std::string_view token) {
    constexpr std::string_view kHex = "0123456789abcdefABCDEF:.";
    return std::count(token.begin(), token.end(), ':') >= 2 && has(token, is_number) &&
           token.find_first_not_of(kHex) == token.npos;
}

/// Names of hosts are written in one case; "RESOLVER.ADR.RecipNotFound" is something else.
bool is_host(std::string_view token) {
    const auto dot = token.rfind('.');
    if (dot == token.npos || dot == 0 || token.find("..") != token.npos) return false;
    const auto top = token.substr(dot + 1);
    constexpr std::size_t kShortestTop = 2;
    const bool plain = std::all_of(token.begin(), token.end(), [](char c) {
        return is_number(c) || is_small(c) || is_capital(c) || c == '-' || c == '.' || c == '_';
    });
    return plain && top.size() >= kShortestTop && !has(top, is_number) &&
           !(has(token, is_small) && has(token, is_capital));
}

/// Any run of figures and letters that is too long for a word, and for a provider's code.
bool is_id(std::string_view token) {
    constexpr std::size_t kLongestCode = 11;
    constexpr std::size_t kShortest = 8;
    if (!has(token, is_number) || !(has(token, is_small) || has(token, is_capital))) return false;
    return token.size() > kLongestCode || (token.size() >= kShortest && has(token, is_small));
}

/// Where mail addresses and hosts may stand bare.
constexpr auto kPartsOfNames = [] {
    std::array<bool, 256> out{};
    for (const char c : std::string_view("!#$%&*+-/=?^_~.@"))
        out[static_cast<unsigned char>(c)] = true;
    for (char c = '0'; c <= '9'; ++c) out[static_cast<unsigned char>(c)] = true;
    for (char c = 'a'; c <= 'z'; ++c) out[static_cast<unsigned char>(c)] = true;
    for (char c = 'A'; c <= 'Z'; ++c) out[static_cast<unsigned char>(c)] = true;
    return out;
}();

bool is_part_of_name(char c) {
    return kPartsOfNames[static_cast<unsigned char>(c)];
}

bool begins_url(std::string_view rest) {
    const char first = lower(rest.front());
    if (first == 'w') return istarts_with(rest, "www.");
    return first == 'h' && (istarts_with(rest, "http://") || istarts_with(rest, "https://"));
}

class Cleaner {
  public:
    Cleaner(std::string_view text, const Names& names)
        : text_(text), recipient_(lower(names.recipient)) {
        for (const auto& address : names.ours) ours_.push_back(lower(address));
        out_.reserve(text.size());
    }

    std::string clean() {
        while (at_ < text_.size()) {
            const auto rest = text_.substr(at_);
            if (begins_url(rest)) {
                url();
            } else if (is_part_of_name(rest.front())) {
                token();
            } else {
                other(rest.front());
            }
        }
        return std::move(out_);
    }

  private:
    void mark(std::string_view name) { out_.append("{").append(name).append("}"); }

    void url() {
        auto end = text_.find_first_of(" \t\n<>\"'(){}[]", at_);
        end = std::min(end, text_.size());
        while (end > at_ + 1 && (text_[end - 1] == '.' || text_[end - 1] == ',')) --end;
        out_.append("{url ").append(text_.substr(at_, end - at_)).append("}");
        at_ = end;
    }

    void other(char c) {
        ++at_;
        out_ += c == '{' ? '(' : c == '}' ? ')' : c;
    }

    /// "550-Mailbox": a line of a reply, and no id.
    [[nodiscard]] bool is_reply_line() const {
        constexpr std::size_t kCode = 3;
        const bool begins = at_ == 0 || !is_part_of_name(text_[at_ - 1]);
        return begins && at_ + kCode < text_.size() && text_[at_ + kCode] == '-' &&
               (text_[at_] == '4' || text_[at_] == '5') && is_number(text_[at_ + 1]) &&
               is_number(text_[at_ + 2]);
    }

    void token() {
        if (is_reply_line()) {
            constexpr std::size_t kCodeAndHyphen = 4;
            out_.append(text_.substr(at_, kCodeAndHyphen));
            at_ += kCodeAndHyphen;
            return;
        }
        auto end = at_;
        bool beyond = false;
        while (end < text_.size() &&
               (is_part_of_name(text_[end]) || (text_[end] & 0x80) != 0 || is_colon_of_ipv6(end))) {
            if (end > at_ && text_.substr(end, 2) == "..") break;
            beyond = beyond || (text_[end] & 0x80) != 0;
            ++end;
        }
        auto word = text_.substr(at_, end - at_);
        if (beyond && !is_ours_or_theirs(word)) {
            // In a sentence without blanks an address ends where ASCII ends.
            end = at_;
            while (end < text_.size() && is_part_of_name(text_[end])) ++end;
            word = text_.substr(at_, end - at_);
        }
        while (word.size() > 1 && (word.back() == '.' || word.back() == '!' || word.back() == '?'))
            word.remove_suffix(1);
        at_ += word.size();
        replace(word);
    }

    [[nodiscard]] bool is_colon_of_ipv6(std::size_t at) const {
        constexpr std::size_t kLongestIp = 45;
        return text_[at] == ':' && at + 1 < text_.size() &&
               (text_[at + 1] == ':' || is_number(text_[at + 1]) ||
                (lower(text_[at + 1]) >= 'a' && lower(text_[at + 1]) <= 'f')) &&
               is_ipv6(text_.substr(
                   at_, std::min(text_.find_first_of(" ]()<>,;/", at_) - at_, kLongestIp)));
    }

    [[nodiscard]] bool is_ours_or_theirs(std::string_view word) const {
        const auto said = lower(word);
        return said == recipient_ || std::find(ours_.begin(), ours_.end(), said) != ours_.end();
    }

    [[nodiscard]] bool is_our_host(std::string_view host) const {
        return std::any_of(ours_.begin(), ours_.end(), [&](const std::string& address) {
            return is_within(host, behind_at(address));
        });
    }

    /// Quoted or in angle brackets, as servers write a mailbox without its domain; bare only where
    /// it could be no word.
    [[nodiscard]] bool is_local_part(std::string_view word, std::string_view said) const {
        constexpr std::string_view kNotOfWords = "._0123456789";
        if (said != recipient_.substr(0, recipient_.find('@'))) return false;
        if (word.find_first_of(kNotOfWords) != word.npos) return true;
        const auto begin = at_ - word.size();
        constexpr std::string_view kBefore = "<\"'`";
        constexpr std::string_view kBehind = ">\"'";
        return begin > 0 && kBefore.find(text_[begin - 1]) != kBefore.npos && at_ < text_.size() &&
               kBehind.find(text_[at_]) != kBehind.npos;
    }

    void address(std::string_view said) {
        const bool is_ours = std::any_of(ours_.begin(), ours_.end(), [&](const std::string& ours) {
            return !ours.empty() && said.ends_with(ours);  // "prvs=TAG=anna@…" (BATV)
        });
        if (!recipient_.empty() && said.ends_with(recipient_)) return mark("recipient");
        // "postmaster@sender.example does not exist"
        const auto host = behind_at(said);
        const bool is_near = host != behind_at(recipient_) && is_our_host(host);
        mark(is_ours || is_near ? "sender" : "address");
    }

    void replace(std::string_view word) {
        const auto said = lower(word);
        const auto at = said.find('@');
        if (at != said.npos && at > 0 && at + 1 < said.size()) return address(said);
        if (at == 0 && said.size() > 1) return replace_host(word.substr(1), said.substr(1));
        if (!recipient_.empty() && is_local_part(word, said)) return mark("recipient");
        if (is_ipv4(said) || is_ipv6(said)) return mark("ip");
        if (const auto slash = word.find('/'); slash != word.npos && is_host(word.substr(0, slash)))
            return (void)out_.append("{url ").append(word).append("}");
        if (is_host(word)) return replace_host(word, said);
        if (is_id(word)) return mark("id");
        out_.append(word);
    }

    void replace_host(std::string_view word, std::string_view said) {
        if (said == behind_at(recipient_)) return mark("domain");
        if (is_our_host(said)) return mark("ours");
        if (is_host(word)) return mark(is_dns_list(said) ? "list" : "host");
        out_.append(word);
    }

    std::string_view text_;
    std::string recipient_;
    std::vector<std::string> ours_;
    std::size_t at_ = 0;
    std::string out_;
};

}  // namespace

std::string cleaned(std::string_view text, const Names& names) {
    return Cleaner(text, names).clean();
}

}  // namespace postern
