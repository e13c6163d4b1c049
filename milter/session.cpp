// SPDX-License-Identifier: Apache-2.0
#include "session.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::size_t kKeptCapacity = 128U << 10U;
/// At OUT a draft is at most this many times as large as at DRAFT: long lines are re-encoded.
constexpr std::size_t kGrowth = 4;
/// What a field or a recipient takes beside its text.
constexpr std::size_t kOverhead = 100;

Role role_from(const DaemonNames& names, std::string_view daemon_name) {
    if (daemon_name == names.draft) return Role::draft;
    if (daemon_name == names.out) return Role::out;
    if (daemon_name == names.bounce) return Role::bounce;
    return Role::none;
}

}  // namespace

void Session::connect(std::string_view daemon_name, std::string_view client) {
    daemon_name_ = daemon_name;
    message_.client = client;
}

void Session::mail(std::string_view path, std::string_view sasl_user) {
    abort();
    configuration_ = current_.get();
    role_ = role_from(configuration_->settings.milter.daemon_names, daemon_name_);
    message_.sender = path;
    message_.sasl_user = sasl_user;
}

Answer Session::recipient(const std::string& path, const RecipientParameters& parameters,
                          Editor& editor) {
    if (role_ == Role::draft) {
        const auto verdict = gateway_.draft_recipient(*configuration_, message_, path);
        if (verdict.action != Verdict::Action::accept) return apply(verdict, editor);
    }
    if (!has_memory_for(path.size() + kOverhead)) return Answer::go_on;
    message_.recipients.push_back(path);
    message_.original_recipient = parameters.orcpt;
    message_.is_unnotified = iequals(parameters.notify, "NEVER");
    return Answer::go_on;
}

bool Session::has_memory_for(std::size_t bytes) {
    if (is_beyond_memory_) return false;
    is_beyond_memory_ = !memory_.take(bytes, configuration_->settings.milter.message_memory);
    if (is_beyond_memory_) {
        message_.headers.clear();
        message_.body = {};
        memory_.give_back();
    }
    return !is_beyond_memory_;
}

void Session::header(std::string_view name, std::string_view value) {
    if (!has_memory_for(name.size() + value.size() + kOverhead)) return;
    message_.headers.push_back({std::string(name), std::string(value)});
}

void Session::end_of_headers() {
    const auto& settings = configuration_->settings;
    switch (role_) {
        case Role::bounce:
            wants_body_ = true;
            break;
        case Role::draft:
            wants_body_ = may_submit(settings, message_) && claims_to_be_draft(settings, message_);
            break;
        case Role::out:
            // At a fallback it says whom it was for, at its top.
            wants_body_ = claims_to_be_draft(settings, message_);
            break;
        case Role::none:
            break;
    }
}

std::size_t Session::body_limit() const {
    const auto& settings = configuration_->settings;
    switch (role_) {
        case Role::bounce:
            return settings.bounces.size_limit;
        case Role::out:
            return kGrowth * settings.drafts.size_limit;
        case Role::draft:
        case Role::none:
            break;
    }
    return settings.drafts.size_limit;
}

void Session::body(std::string_view chunk) {
    if (!wants_body_) return;
    message_.body_size += chunk.size();
    if (message_.oversize || is_beyond_memory_) return;
    const auto room = body_limit() - message_.body.size();
    message_.oversize = chunk.size() > room;
    if (message_.oversize && role_ != Role::bounce) {
        message_.body = {};
        return;
    }
    // What a report says stands at its beginning, before the message it returns.
    chunk = chunk.substr(0, room);
    auto& body = message_.body;
    if (body.size() + chunk.size() > body.capacity()) {
        // Twice as much each time, as the string itself would, and no more than may be needed.
        const auto wanted = std::min(std::max(2 * body.capacity(), body.size() + chunk.size()),
                                     static_cast<std::size_t>(body_limit()));
        if (!has_memory_for(wanted - body.capacity())) return;
        body.reserve(wanted);
    }
    body += chunk;
}

Verdict Session::judge() {
    if (is_beyond_memory_) {
        return Verdict::tempfail({451, "4.3.1", "postern: too much mail at once, try again later"});
    }
    switch (role_) {
        case Role::out:
            return gateway_.notification(*configuration_, message_);
        case Role::bounce:
            return gateway_.bounce(*configuration_, message_);
        case Role::draft:
            return gateway_.draft(*configuration_, message_);
        // A smtpd that is none of ours: nobody may submit drafts there.
        case Role::none:
            break;
    }
    return without_draft_fields(message_);
}

Answer Session::end_of_message(std::string_view queue_id, Editor& editor) {
    message_.queue_id = queue_id;
    const auto answer = apply(judge(), editor, queue_id);
    abort();
    return answer;
}

void Session::abort() {
    message_.sender.clear();
    message_.sasl_user.clear();
    message_.recipients.clear();
    message_.original_recipient.clear();
    message_.is_unnotified = false;
    message_.headers.clear();
    message_.body.clear();
    // One large draft must not make every later one cost as much memory.
    if (message_.body.capacity() > kKeptCapacity) message_.body.shrink_to_fit();
    memory_.give_back();
    is_beyond_memory_ = false;
    message_.body_size = 0;
    message_.oversize = false;
    message_.queue_id.clear();
    wants_body_ = false;
    configuration_.reset();
}

}  // namespace postern
