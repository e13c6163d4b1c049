// SPDX-License-Identifier: Apache-2.0
#include "queue_file.hpp"

#include "postern/base/text.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/mail/returned.hpp"

namespace postern {

std::string received_id(std::string_view value) {
    constexpr std::string_view kId = " id ";
    const auto text = relaxed_value(value);
    const auto at = text.rfind(kId);
    if (at == std::string::npos) return {};
    const auto begin = at + kId.size();
    return text.substr(begin, text.find_first_of("; ", begin) - begin);
}

std::string queue_file_of(const HeaderList& headers, const std::string& sealed) {
    std::string top;
    for (const auto& field : headers) {
        if (!iequals(field.name, "Received")) continue;
        const auto id = received_id(field.value);
        if (top.empty()) top = id;
        // Only what stands above the sealed file's own field was written later.
        if (id == sealed) return top;
    }
    return sealed;
}

std::string claimed_queue_file(const HeaderList& headers) {
    const auto* seal = find_header(headers, draft_header::kSeal);
    return seal == nullptr ? std::string() : sealed_queue_file(seal->value);
}

void note_refusal(const Submission& message, const Verdict& verdict, ReleaseBook& releases) {
    if (verdict.action != Verdict::Action::reject) return;
    const auto file = claimed_queue_file(message.headers);
    if (!file.empty()) releases.refused(file);
}

}  // namespace postern
