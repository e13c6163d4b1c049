// SPDX-License-Identifier: Apache-2.0
//
// The draft of a trial, and what to do where it is not taken.
#pragma once

#include <string>

#include "postern/base/time.hpp"

#include "draft_service.hpp"
#include "submission.hpp"
#include "trial_report.hpp"

namespace postern {

struct TrialDraft {
    std::string name;  ///< Of the draft and its chat.
    std::string account;
    std::string drafts_domain;
    TimePoint written, occurred;
};

/// Its Message-ID, with angle brackets.
std::string message_id_of(const std::string& name, const std::string& drafts_domain);
std::string letter(const TrialDraft& draft);

/// `reply` is none of 250.
Stop refusal(const Place& place, const SmtpReply& reply);

}  // namespace postern
