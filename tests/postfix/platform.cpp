// SPDX-License-Identifier: Apache-2.0
#include "platform.hpp"

#include <exception>

#include "mail_host.hpp"
#include "smtp_client.hpp"

namespace postern::testing {

namespace {

constexpr auto kPause = std::chrono::milliseconds(100);

}  // namespace

Platform::Platform(std::uint16_t port, Plan plan) : port_(port), plan_(std::move(plan)) {
    for (int i = 0; i < plan_.connections; ++i) threads_.emplace_back([this] { work(); });
}

Platform::~Platform() {
    giving_up_ = true;
    for (auto& thread : threads_) thread.join();
}

std::string Platform::refusal() const {
    const std::lock_guard lock(mutex_);
    return refusal_;
}

void Platform::work() {
    for (auto i = next_++; i < plan_.drafts.size() && !giving_up_; i = next_++) {
        std::this_thread::sleep_until(start_ + plan_.between * static_cast<int>(i));
        submit(plan_.drafts[i]);
        ++done_;
    }
}

void Platform::submit(const DraftText& draft) {
    while (!giving_up_ && !attempt(draft)) {
        ++repeated_;
        std::this_thread::sleep_for(kPause);
    }
}

/// False where it is to be tried again.
bool Platform::attempt(const DraftText& draft) try {
    SmtpClient client(port_);
    const auto sent =
        client.send("platform@platform.example.test", {everybody(draft.account)}, draft.text());
    const auto& refused = sent.end.code != 0        ? sent.end
                          : sent.recipients.empty() ? sent.mail
                                                    : sent.recipients.front();
    if (refused.accepted()) ++accepted_;
    if (refused.code < 500) return refused.accepted();
    const std::lock_guard lock(mutex_);
    if (refusal_.empty()) refusal_ = draft.id + ": " + refused.text;
    return true;
} catch (const std::exception&) {
    return false;
}

std::vector<DraftText> many_drafts(const std::string& prefix, const std::string& account,
                                   int count) {
    std::vector<DraftText> drafts;
    for (int i = 1; i <= count; ++i) {
        const auto id = prefix + "-" + std::to_string(i);
        drafts.push_back({id, account, "offline-message", id});
    }
    return drafts;
}

}  // namespace postern::testing
