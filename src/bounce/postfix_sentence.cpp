// SPDX-License-Identifier: Apache-2.0
#include "postfix_sentence.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

namespace postern {
namespace {

struct SentenceRow {
    std::string_view name;
    std::string_view front;   ///< How it begins, in lower case.
    std::string_view middle;  ///< What follows somewhere behind that.
    bool has_inside;          ///< What stands behind `middle` is another's.
    std::optional<BounceClass> bounce_class;
};

// In the order of trying: the longer front first. In comments the source file of Postfix.
// clang-format off
constexpr std::array kSentences{
    SentenceRow{"postfix-said",          "host ",  " said: ",                 true,  {}},                 // smtp_trouble.c
    SentenceRow{"postfix-refused-talk",  "host ",  " refused to talk to me: ", true, {}},                 // smtp_proto.c
    SentenceRow{"exchange-said", "remote server returned ", "-> ", true, {}},  // Exchange Online
    SentenceRow{"postfix-suspended",     "delivery temporarily suspended: ", "", true, {}},               // qmgr
    SentenceRow{"postfix-try-again",     "host or domain name not found. name service error", "try again", false, BounceClass::network_temporary},
    SentenceRow{"postfix-malformed",     "host or domain name not found. name service error", "malformed", false, BounceClass::network_temporary},
    SentenceRow{"postfix-host-not-found", "host or domain name not found", "",  false, BounceClass::domain_invalid},   // smtp_addr.c
    SentenceRow{"postfix-try-again",     "name service error for name=", "try again", false, BounceClass::network_temporary},
    SentenceRow{"postfix-host-not-found", "name service error for name=", "not found", false, BounceClass::domain_invalid},
    SentenceRow{"postfix-null-mx",       "domain ", " does not accept mail (nullmx)", false, BounceClass::domain_invalid},
    SentenceRow{"postfix-connect",       "connect to ", "]:",                 false, BounceClass::network_temporary},  // smtp_connect.c
    SentenceRow{"postfix-connect",       "connect to ", "]: ",                false, BounceClass::network_temporary},
    SentenceRow{"postfix-connect",       "connect to ", ": ",                 false, BounceClass::network_temporary},
    SentenceRow{"postfix-lost",          "lost connection with ", "",         false, BounceClass::network_temporary},
    SentenceRow{"postfix-timeout",       "conversation with ", " timed out",  false, BounceClass::network_temporary},
    SentenceRow{"postfix-lookup",        "unable to look up host ", "",       false, BounceClass::network_temporary},
    SentenceRow{"postfix-size",          "message size ", "exceeds size limit", false, BounceClass::message_too_large},
    SentenceRow{"postfix-smtputf8",      "smtputf8 is required", "",          false, BounceClass::system_error},
    SentenceRow{"postfix-8bit",          "8bit is required", "",              false, BounceClass::system_error},
    SentenceRow{"postfix-tls",           "tls is required, but ", "",         false, BounceClass::network_temporary},  // smtp_proto.c, smtp_tls
    SentenceRow{"postfix-tls",           "cannot start tls", "",              false, BounceClass::network_temporary},
    SentenceRow{"postfix-tls",           "server certificate not ", "",       false, BounceClass::network_temporary},
    SentenceRow{"postfix-tls",           "untrusted certificate", "",         false, BounceClass::network_temporary},
    SentenceRow{"postfix-requiretls",    "requiretls ", "",                   false, BounceClass::policy},
    SentenceRow{"postfix-sasl",          "sasl authentication failed", "",    false, BounceClass::policy},
    SentenceRow{"postfix-loop",          "mail for ", " loops back to myself", false, BounceClass::system_error},
    SentenceRow{"postfix-loop",          "mail forwarding loop for ", "",     false, BounceClass::system_error},       // local(8)
    SentenceRow{"postfix-transport",     "mail transport unavailable", "",    false, BounceClass::system_error},
    SentenceRow{"postfix-transport",     "unknown mail transport error", "",  false, BounceClass::system_error},
    SentenceRow{"postfix-unknown-user",  "unknown user: ", "",                false, BounceClass::user_unknown},
    SentenceRow{"postfix-unverified",    "unverified address: address verification in progress", "", false, BounceClass::network_temporary},  // verify(8)
    SentenceRow{"postfix-mailbox",       "maildir delivery failed: ", "",     true,  {}},                 // virtual(8)
    SentenceRow{"postfix-mailbox",       "mailbox delivery failed: ", "",     true,  {}},
    SentenceRow{"postfix-mailbox",       "cannot update mailbox ", ". ",      true,  {}},
    SentenceRow{"postfix-command",       "command died with ", "command output: ", true, BounceClass::system_error},             // pipe(8)
    SentenceRow{"postfix-command",       "command died with ", "",            false, BounceClass::system_error},
    SentenceRow{"postfix-command",       "command time limit exceeded", "",   false, BounceClass::system_error},
};
// clang-format on

/// Where a sentence may begin: at the front, or behind what announces it.
bool may_begin(std::string_view text, std::size_t at) {
    if (at < 2) return at == 0;
    const char before = text[at - 2];
    const bool behind_code = before == ':' || (before >= '0' && before <= '9');
    return (behind_code && text[at - 1] == ' ') || text[at - 1] == '(';
}

constexpr std::string_view kReply = " (in reply to ";
constexpr std::size_t kLongestSentence = 256;  ///< Of Postfix's own words, names included.

std::string_view inside_of(std::string_view text, std::size_t begin) {
    const auto end = text.find(kReply, begin);
    return text.substr(begin, end - begin);
}

/// The words between must be a server's name alone, so that a server's "host unknown. It said: …"
/// is no sentence of Postfix's.
bool is_close(const SentenceRow& row, std::string_view between) {
    constexpr std::size_t kLongestSentenceName = 100;
    const bool is_server = row.front == "host " || row.front == "connect to ";
    return !is_server ||
           (between.size() < kLongestSentenceName && between.find(' ') == between.npos);
}

std::optional<PostfixSentence> sentence_at(std::string_view text, const std::string& said,
                                           std::size_t at) {
    const auto rest = std::string_view(said).substr(at);
    for (const auto& row : kSentences) {
        if (!rest.starts_with(row.front)) continue;
        const auto middle = rest.substr(0, kLongestSentence).find(row.middle, row.front.size());
        if (middle == rest.npos) continue;
        if (!is_close(row, rest.substr(row.front.size(), middle - row.front.size()))) continue;
        PostfixSentence found{text.substr(0, at), row.name, row.bounce_class, {}};
        if (row.has_inside) found.inside = inside_of(text, at + middle + row.middle.size());
        return found;
    }
    return std::nullopt;
}

}  // namespace

std::optional<PostfixSentence> postfix_sentence(std::string_view text) {
    const auto said = lower(text);
    for (std::size_t at = 0; at < said.size(); ++at) {
        if (!may_begin(text, at)) continue;
        if (auto found = sentence_at(text, said, at)) return found;
    }
    return std::nullopt;
}

}  // namespace postern
