// SPDX-License-Identifier: Apache-2.0
//
// A message on its way to being accepted as a draft: is it sound, does it agree with the
// directory, and which agents is it for. Every "no" is a 5xx that names the field or the address
// and what is wrong with it (RFC 3463: 5.6.0 content, 5.7.1 not allowed, 5.1.3 address syntax).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/gateway/verdict.hpp"
#include "postern/store/directory.hpp"

namespace postern {

struct Arrival {
    const Configuration& configuration;
    const Submission& message;
    Draft draft;
    DraftFacts facts;
    Seal seal;
    std::vector<Agent> agents{};  ///< Each once.
};

/// What goes to OUT: a notification for each agent, and a copy for those who keep one beside a
/// forward.
std::vector<InternalRecipient> recipients_of(const Arrival& arrival);

/// 550 5.6.0 "Header: what is wrong".
Verdict fault(std::string_view header, std::string_view what);

/// The draft has no id of its own: Postfix gave it the Message-ID, another with every attempt, so
/// that it would be notified of as often as it is submitted.
std::optional<Verdict> nameless(const Submission& message);

/// What is wrong with the message itself: size, recipients, MIME, From.
std::optional<Verdict> unsound(const Submission& message, const Settings& settings);

/// What the draft says of the directory must be so.
std::optional<Verdict> contradicted(const Draft& draft, const DraftFacts& facts);

/// One RCPT: the account's name in the drafts domain stands for every active agent of the scope,
/// an agent's own address for that agent alone.
std::optional<Verdict> add_recipient(Arrival& arrival, const std::string& path);

/// More agents than drafts.recipient-limit.
std::optional<Verdict> too_many(const Arrival& arrival);

Verdict stranger(const Address& address, std::string_view account);

}  // namespace postern
