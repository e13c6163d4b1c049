// SPDX-License-Identifier: Apache-2.0
//
// A message to a return path, from anybody.
#include "postern/base/visible.hpp"
#include "postern/bounce/attribution.hpp"
#include "postern/bounce/bounce_reader.hpp"
#include "postern/gateway/content_seal.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/returned.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

constexpr std::size_t kMostOutcomes = 100;

const BounceReader& reader() {
    static const auto kReader = BounceReader::shipped().value();
    return *kReader;
}

const KeyRing& keys() {
    static const auto kKeys = KeyRing::from({std::string(32, 'k')}).value();
    return kKeys;
}

/// Whatever is recorded can be shown: what may not is written out where it is shown.
void require_showable(const BounceOutcome& outcome) {
    for (const auto& text :
         {outcome.recipient, outcome.original_recipient, outcome.status, outcome.smtp_code,
          outcome.diagnostic, outcome.pattern, evidence_of(outcome)}) {
        const auto shown = visible(text);
        require(visible(shown) == shown, "what a bounce says can be shown", shown);
    }
}

void require_grounds(const BounceOutcome& outcome) {
    require(outcome.status.size() <= 11, "a status is a status (RFC 3463)", outcome.status);
    require(outcome.smtp_code.size() <= 3, "a reply code is one", outcome.smtp_code);
    require(evidence_of(outcome).size() <= 1000, "evidence is kept short");
    if (fault_of(outcome) != Fault::recipient) return;
    // A complaint is a person's, and needs no words.
    if (outcome.bounce_class == BounceClass::complaint) return;
    require(!outcome.pattern.empty(), "who is blamed is blamed for a reason");
    require(!outcome.diagnostic.empty() || !outcome.status.empty() || !outcome.smtp_code.empty() ||
                outcome.action != DeliveryAction::none,
            "nobody is blamed without a word of a server's", outcome.pattern);
}

void believe_nothing(std::string_view input) {
    const auto message = split_message(input);
    const auto returned = returned_message(message.headers, message.body);
    if (!returned) return;
    const std::string id(16, 'a');
    require(!is_as_it_left(keys(), id + ".aaaaaaaaaaaaaaaa", id, *returned),
            "a made-up message is not what left");
}

}  // namespace

void bounce(std::string_view input) {
    const auto report = reader().read(input);
    require(report.outcomes.size() <= kMostOutcomes, "outcomes are bounded");
    require(report.format != BounceFormat::none || report.outcomes.empty(),
            "what is no bounce has no outcome");
    for (const auto& outcome : report.outcomes) {
        require_showable(outcome);
        require_grounds(outcome);
    }
    (void)outcome_for(report, "anna@firm.example");
    (void)claimed_victim(report);
    believe_nothing(input);
}

}  // namespace postern::fuzz
