// SPDX-License-Identifier: Apache-2.0
#include "field_size.hpp"

#include "postern/base/text.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"

#include "arrival.hpp"

namespace postern {

namespace {

constexpr std::size_t kLargestField = 60'000;

std::optional<Verdict> judge_size(const HeaderField& field) {
    const auto size = field.name.size() + 2 + field.value.size();
    if (size <= kLargestField) return std::nullopt;
    return fault(field.name.substr(0, 78),
                 "has " + std::to_string(size) +
                     " octets as it is written for its way, folded and in US-ASCII; at most " +
                     std::to_string(kLargestField) + " can be carried");
}

/// The draft's name before an address of ours.
std::optional<Verdict> judge_from(const Configuration& configuration, const Submission& message) {
    const auto* from = find_header(message.headers, "From");
    const auto name = from == nullptr ? Result<std::string>("") : display_name(from->value);
    if (!name) return std::nullopt;
    for (const auto& sender : configuration.settings.senders) {
        const auto address = Address::parse(sender.from + "@" + sender.domain);
        if (!address) continue;
        const auto value = header_value("From", format_mailbox(*name, *address));
        if (auto verdict = judge_size({"From", value})) return verdict;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Verdict> oversized(const Configuration& configuration, const Submission& message,
                                 const Edits& edits) {
    for (const auto& field : edited(message.headers, edits)) {
        if (auto verdict = judge_size(field)) return verdict;
    }
    return judge_from(configuration, message);
}

}  // namespace postern
