// SPDX-License-Identifier: Apache-2.0
#include "queue_file.hpp"

#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/mail/returned.hpp"

namespace postern {

namespace {

/// As pickup(8) writes it of a file that is Postfix's own.
bool is_requeue(std::string_view received, std::optional<unsigned> mail_owner) {
    const auto text = relaxed_value(received);
    return mail_owner && text.starts_with("by ") &&
           text.find(", from userid " + std::to_string(*mail_owner) + ") ") != std::string::npos;
}

}  // namespace

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

std::vector<std::string> queued_before(const HeaderList& headers,
                                       std::optional<unsigned> mail_owner) {
    std::vector<std::string> files;
    bool by_requeue = false;
    for (const auto& field : headers) {
        if (!iequals(field.name, "Received")) continue;
        if (by_requeue) files.push_back(received_id(field.value));
        by_requeue = is_requeue(field.value, mail_owner);
        if (!by_requeue) break;
    }
    return files;
}

bool was_queued_again(const HeaderList& headers, const std::string& sealed,
                      std::optional<unsigned> mail_owner) {
    const auto files = queued_before(headers, mail_owner);
    return find_header(headers, "Received") == nullptr ||
           std::find(files.begin(), files.end(), sealed) != files.end();
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
