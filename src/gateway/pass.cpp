// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/pass.hpp"

#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/chat/draft.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/mail/header_editor.hpp"

namespace postern {

namespace {

constexpr std::string_view kLabel = "pass";
constexpr std::string_view kStart = "v=1; q=";
constexpr std::string_view kMac = "; m=";
constexpr std::size_t kPassBytes = 20;

void log_plain(std::string_view event, const Submission& message) {
    LogLine(Severity::warning, event)
        .with("queue_id", message.queue_id)
        .with("client", message.client)
        .with("sender", message.sender);
}

}  // namespace

std::string write_pass(const KeyRing& keys, std::string_view queue_id) {
    const auto mac = base32(bytes(keys.mac(kLabel, {queue_id}), kPassBytes));
    return std::string(kStart).append(queue_id).append(kMac).append(mac);
}

bool is_pass(const KeyRing& keys, std::string_view value) {
    const auto text = unfolded(value);
    const auto at = text.find(kMac);
    if (!text.starts_with(kStart) || at == std::string::npos) return false;
    const auto mac = from_base32(std::string_view(text).substr(at + kMac.size()));
    const auto queue_id = std::string_view(text).substr(kStart.size(), at - kStart.size());
    return mac && mac->size() == kPassBytes && keys.verify(kLabel, {queue_id}, *mac);
}

Verdict passed_on(const Configuration& configuration, const Submission& message) {
    HeaderEditor headers(message.headers);
    headers.set(draft_header::kPass, write_pass(configuration.keys, message.queue_id));
    return Verdict::accept(headers.take());
}

Verdict passed_on_for_stranger(const Configuration& configuration, const Submission& message) {
    auto verdict = without_draft_fields(message);
    verdict.edits.push_back(AddHeader{std::string(draft_header::kPass),
                                      write_pass(configuration.keys, message.queue_id)});
    return verdict;
}

Verdict let_out(const Configuration& configuration, const Submission& message) {
    const auto* pass = find_header(message.headers, draft_header::kPass);
    if (pass == nullptr) {
        log_plain("plain-mail-refused", message);
        return Verdict::reject({550, "5.7.1", "mail is taken here from the DRAFT service alone"});
    }
    if (!is_pass(configuration.keys, pass->value)) {
        log_plain("pass-not-verified", message);
        return Verdict::tempfail({451, "4.7.1", "postern: no key of ours made its Postern-Pass"});
    }
    HeaderEditor headers(message.headers);
    headers.remove(draft_header::kPass);
    return Verdict::accept(headers.take());
}

}  // namespace postern
