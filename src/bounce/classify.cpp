// SPDX-License-Identifier: Apache-2.0
#include "classify.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "blame.hpp"
#include "cleaning.hpp"
#include "reply.hpp"
#include "status_table.hpp"
#include "testimony.hpp"

namespace postern {

namespace {

constexpr std::size_t kMostEvidence = 2048;

/// The code that says most: the first of the remote's that says more than "failed", else the field.
Status telling_status(const std::string& diagnostic, const std::string& field) {
    const auto said = statuses_in(diagnostic);
    for (const auto& status : said) {
        if (!status.is_bare() && status.category != '2') return status;
    }
    for (const auto& status : statuses_in(field)) {
        if (status.category != '2') return status;
    }
    return said.empty() ? Status{} : said.front();
}

/// A server without SMTPUTF8 takes an address beyond ASCII for a broken one (RFC 6531 section 3.4).
/// The address is sound: it was parsed before anything was sent to it.
bool is_unread_address(const std::string& recipient, const Status& status) {
    constexpr int kAddress = 1;
    constexpr int kSyntax = 3;
    return status.subject == kAddress && status.detail == kSyntax && !is_printable_ascii(recipient);
}

std::optional<Ground> by_reply_code(const std::string& code) {
    if (code.empty()) return std::nullopt;
    if (code == "452") return Ground{BounceClass::system_error, code};
    if (code.front() == '4') return Ground{BounceClass::network_temporary, code};
    return std::nullopt;
}

std::optional<Ground> by_action(DeliveryAction action) {
    switch (action) {
        case DeliveryAction::delayed:
            return Ground{BounceClass::delayed, "action"};
        case DeliveryAction::delivered:
        case DeliveryAction::relayed:
        case DeliveryAction::expanded:
            return Ground{BounceClass::delivered, "action"};
        case DeliveryAction::none:
        case DeliveryAction::failed:
            return std::nullopt;
    }
    return std::nullopt;
}

/// A paragraph ends a sentence, also where no full stop does. Of the first of the text.
std::string in_paragraphs(std::string_view text) {
    constexpr std::size_t kMost = 4 * kMostEvidence;
    std::string out;
    for (text = text.substr(0, kMost); !text.empty();) {
        const auto end = text.find("\n\n");
        out.append(text.substr(0, end)).append(" . ");
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 2);
    }
    return out;
}

/// All that is known of one recipient. What is said is read when it is first asked for.
class Grounds {
  public:
    Grounds(const Evidence& evidence, const std::string& diagnostic, const std::string& shown,
            const RefusalPatterns& refusals)
        : evidence_(evidence),
          diagnostic_(diagnostic),
          refusals_(refusals),
          status_(telling_status(shown, evidence.status)),
          reply_code_(reply_code_in(shown)) {}

    [[nodiscard]] DeliveryAction action() const { return evidence_.action; }
    [[nodiscard]] const Status& status() const { return status_; }
    [[nodiscard]] const std::string& reply_code() const { return reply_code_; }
    [[nodiscard]] bool is_not_understood() const {
        return is_unread_address(evidence_.recipient, status_);
    }

    /// By the remote.
    const Testimony& said() {
        if (!said_) {
            const auto said =
                testimony_of(without_their_names(diagnostic_), refusals_, Speaker::remote);
            said_ = put_off(said, status_, reply_code_);
        }
        return *said_;
    }
    /// By the notice.
    const Testimony& around() {
        if (!around_) around_ = testimony_of(text_around(), refusals_, Speaker::notice);
        return *around_;
    }

    /// The remote's words, unless those of the notice alone give any reason.
    const Testimony& telling() {
        const bool is_silent = diagnostic_.empty() || (!said().weak && around().weak);
        return is_silent ? around() : said();
    }

    /// What the system that wrote the notice has its own words for.
    std::optional<Ground> idiom_around() {
        const auto* const known = refusals_.idioms.first_in(text_around());
        if (known == nullptr) return std::nullopt;
        return Ground{known->bounce_class, known->name, known->fault};
    }

  private:
    [[nodiscard]] std::string without_their_names(const std::string& text) const {
        return cleaned(text, {evidence_.recipient, evidence_.ours});
    }
    const std::string& text_around() {
        if (!text_around_) {
            text_around_ =
                without_their_names(one_line(in_paragraphs(evidence_.around), 2 * kMostEvidence));
        }
        return *text_around_;
    }

    const Evidence& evidence_;
    const std::string& diagnostic_;
    const RefusalPatterns& refusals_;
    Status status_;
    std::string reply_code_;
    std::optional<std::string> text_around_;
    std::optional<Testimony> said_, around_;
};

std::optional<Ground> by_status(const Status& status, std::optional<BounceClass> found) {
    if (!found) return std::nullopt;
    // Exchange's codes for who may write to a recipient.
    const bool own_rule = *found == BounceClass::policy && status.detail >= 57;
    return Ground{*found, status.text(), own_rule ? std::optional(Fault::nobody) : std::nullopt};
}

/// 5.3.4 is said of a mailbox without room too.
std::optional<Ground> full_mailbox(Grounds& grounds) {
    constexpr int kSystem = 3;
    if (grounds.status().subject != kSystem) return std::nullopt;
    const auto& said = grounds.said().strong;
    return said && is_of_mailbox(*said, grounds.status()) ? said : std::nullopt;
}

/// A reason that is certain, where one is.
std::optional<Ground> certain(Grounds& grounds) {
    if (auto found = by_action(grounds.action())) return found;
    if (auto found = by_status(grounds.status(), sure_class_of(grounds.status()))) {
        const auto full = full_mailbox(grounds);
        return full ? full : found;
    }
    if (grounds.is_not_understood()) return Ground{BounceClass::system_error, "smtputf8"};
    if (auto both = said_twice(grounds.said(), grounds.status())) return both;
    if (const auto& said = grounds.said().strong) {
        auto other = blames_recipient(*said) ? grounds.idiom_around() : std::nullopt;
        return other && !blames_recipient(*other) ? other : agreed(*said, grounds.status());
    }
    // What the notice says around it is not the remote's word.
    return grounds.said().weak ? std::nullopt : grounds.around().strong;
}

/// Unless the codes are about something else.
std::optional<Ground> carefully(const std::optional<Ground>& said, const Grounds& grounds) {
    if (!said || !blames_recipient(*said) || is_of_mailbox(*said, grounds.status())) return said;
    auto other = objection(grounds.status(), grounds.reply_code());
    return other ? other : said;
}

/// The reason that is most likely.
Ground likely(Grounds& grounds) {
    const auto& words = grounds.telling();
    if (auto found = by_status(grounds.status(), likely_class_of(grounds.status()))) {
        return weighed(*found, grounds.status(), words);
    }
    if (const auto weak = carefully(words.weak, grounds)) return *weak;
    if (auto found = by_status(grounds.status(), vague_class_of(grounds.status()))) return *found;
    if (auto found = by_reply_code(grounds.reply_code())) return *found;
    return {BounceClass::undefined, ""};
}

/// What puts us off for our reputation says so in words; a bare 4.7.1 may be anything.
std::optional<BounceClass> blamed_delay(Grounds& grounds) {
    if (grounds.action() != DeliveryAction::delayed) return std::nullopt;
    if (const auto sure = sure_class_of(grounds.status())) {
        return fault_of(*sure) == Fault::sender ? sure : std::nullopt;
    }
    const auto& said = grounds.said().strong;
    if (!said || said->fault.value_or(fault_of(said->bounce_class)) != Fault::sender) {
        return std::nullopt;
    }
    return said->bounce_class;
}

/// With a 4 in front, or "temporarily", it may be otherwise tomorrow.
bool is_for_good(Grounds& grounds, const Ground& found) {
    return !found.is_for_now && grounds.status().category != '4' &&
           !grounds.reply_code().starts_with('4');
}

/// What is told without an action, and is no warning, is the end of it.
bool is_failure(BounceClass bounce_class) {
    return fault_of(bounce_class) != Fault::nobody ||
           bounce_class == BounceClass::network_temporary ||
           bounce_class == BounceClass::system_error;
}

}  // namespace

BounceOutcome classify(const Evidence& evidence, const RefusalPatterns& refusals) {
    const auto diagnostic = one_line(evidence.diagnostic, kMostEvidence);
    BounceOutcome outcome;
    outcome.diagnostic =
        diagnostic.empty() ? one_line(evidence.around, 2 * kMostEvidence) : diagnostic;
    Grounds grounds(evidence, diagnostic, outcome.diagnostic, refusals);
    const auto certainly = carefully(certain(grounds), grounds);
    const auto found = certainly ? *certainly : likely(grounds);
    outcome.action = evidence.action;
    outcome.status = grounds.status().text();
    outcome.smtp_code = grounds.reply_code();
    outcome.bounce_class = found.bounce_class;
    outcome.pattern = found.by;
    outcome.fault = found.fault;
    outcome.is_only_likely = !certainly || !is_for_good(grounds, *certainly);
    outcome.delayed_as = blamed_delay(grounds);
    if (outcome.action == DeliveryAction::none && is_failure(found.bounce_class)) {
        outcome.action = DeliveryAction::failed;
    }
    return outcome;
}

}  // namespace postern
