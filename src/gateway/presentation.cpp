// SPDX-License-Identifier: Apache-2.0
#include "presentation.hpp"

#include "postern/base/log.hpp"
#include "postern/gateway/gateway.hpp"

#include "queue_file.hpp"
#include "rewritten_recipient.hpp"

namespace postern {

namespace {

Verdict not_sealed(const Submission& message, std::string_view why) {
    LogLine(Severity::warning, "draft-not-sealed")
        .with("queue_id", message.queue_id)
        .with("draft_queue_id", claimed_queue_file(message.headers))
        .with("reason", why);
    return Verdict::reject(
        {550, "5.7.1", "not a draft that was accepted here: " + std::string(why)});
}

/// always_bcc and its like, when `postsuper -r` had the draft pass the site's cleanup: the
/// notification has a recipient of its own.
Verdict copy_of_the_site(const Submission& message, const Seal& seal) {
    LogLine(Severity::info, "draft-copy-discarded")
        .with("queue_id", message.queue_id)
        .with("draft_queue_id", seal.queue_id)
        .with("address", message.recipients.front());
    return Verdict::discard();
}

/// What proves it would be gone: the record of a decision is kept for so long.
bool is_too_old(const Seal& seal, const Configuration& configuration, TimePoint now) {
    return seal.accepted + configuration.settings.state.keep < now;
}

}  // namespace

std::variant<Sealed, Verdict> open_seal(const Configuration& configuration,
                                        const Submission& message, TimePoint now) {
    const auto* field = find_header(message.headers, draft_header::kSeal);
    if (field == nullptr) return not_sealed(message, "it has no seal");
    const auto read = read_draft(message.headers, now, Origin::sealed);
    if (const auto* wrong = std::get_if<DraftFault>(&read)) {
        return not_sealed(message, wrong->header + " " + wrong->what);
    }
    const auto& draft = std::get<Draft>(read);
    const auto seal = read_seal(configuration.keys, draft, field->value);
    if (!seal) return not_sealed(message, "its seal: " + seal.error().what);
    if (is_too_old(*seal, configuration, now)) return not_sealed(message, "its seal: too old");
    if (message.recipients.size() != 1) {
        return Verdict::tempfail({451, "4.3.5",
                                  "postern: several recipients in one transaction; the transport "
                                  "needs destination_recipient_limit = 1"});
    }
    const auto path = internal_path_of(message, configuration.settings);
    if (path.local.empty() && message.is_unnotified &&
        was_queued_again(message.headers, seal->queue_id, configuration.mail_owner)) {
        return copy_of_the_site(message, *seal);
    }
    const auto recipient = read_internal_recipient(configuration.keys, draft, *seal, path.local);
    if (!recipient) return not_sealed(message, recipient.error().what);
    return Sealed{draft, *seal, *recipient, path.rewritten_to};
}

}  // namespace postern
