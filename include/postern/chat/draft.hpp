// SPDX-License-Identifier: Apache-2.0
//
// The draft: what the platform submits for one chat event, and the contract of its header fields.
// docs/draft.md is the same contract for those who write drafts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/chat/account.hpp"
#include "postern/mail/header.hpp"

namespace postern {

namespace draft_header {
inline constexpr std::string_view kPrefix = "Postern-";
inline constexpr std::string_view kKind = "Postern-Kind";
inline constexpr std::string_view kAccount = "Postern-Account";
inline constexpr std::string_view kChat = "Postern-Chat";
inline constexpr std::string_view kGroup = "Postern-Group";
inline constexpr std::string_view kOccurred = "Postern-Occurred";
inline constexpr std::string_view kDraftId = "Postern-Draft-Id";
inline constexpr std::string_view kSeal = "Postern-Seal";  ///< Ours alone: seal.hpp.
}  // namespace draft_header

struct Draft {
    Kind kind = Kind::offline_message;
    std::string account;
    std::string chat;
    std::optional<std::string> group{};
    std::string id;  ///< Unique within the account.
    TimePoint occurred;
};

/// Why a message is no valid draft: the field at fault and what is wrong with it.
struct DraftFault {
    std::string header;
    std::string what;
    bool may_pass = false;  ///< It may be our clock that is wrong.
};

/// True if any field's name begins with "Postern-".
bool has_draft_headers(const HeaderList& headers);

/// Reads the contract's fields. `arrived` stands in for an absent Postern-Occurred, the Message-ID
/// for an absent Postern-Draft-Id. A Postern-* field the contract does not know is a fault: it is
/// more likely misspelt than meant. `arrived` also bounds Postern-Occurred: a minute of clock
/// difference is forgiven, an event further in the future is a fault that may pass. A seal is a
/// fault where the draft comes from its submitter, and expected where it comes from ourselves: all
/// is taken as it was sealed then, whatever the clock says now.
enum class Origin { submitter, sealed };
std::variant<Draft, DraftFault> read_draft(const HeaderList& headers, TimePoint arrived,
                                           Origin origin);

}  // namespace postern
