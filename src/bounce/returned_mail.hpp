// SPDX-License-Identifier: Apache-2.0
//
// A bounce, taken apart once for all who read it.
#pragma once

#include <string>
#include <vector>

#include "postern/bounce/report.hpp"
#include "postern/mail/content.hpp"

#include "patterns.hpp"

namespace postern {

struct ReturnedMail {
    const HeaderList& headers;
    std::vector<TextPart> parts;
    std::string notice;   ///< What its system has to say: the text before the returned message.
    HeaderList original;  ///< Of the returned message, as far as it came along.
};

/// Each reads what it understands; without outcomes where it is none of that kind.
BounceReport read_delivery_status(const ReturnedMail& mail, const PatternFile& patterns);
BounceReport read_feedback_report(const ReturnedMail& mail);
BounceReport read_json_notice(const ReturnedMail& mail, const PatternFile& patterns);
BounceReport read_notice_text(const ReturnedMail& mail, const PatternFile& patterns);

bool is_automatic_reply(const ReturnedMail& mail, const PatternFile& patterns);
BounceReport read_automatic_reply(const ReturnedMail& mail, const PatternFile& patterns);

/// What the notice says of one recipient: from the line that begins with it to the next one's.
std::string words_about(std::string_view notice, std::string_view recipient);

/// The returned message's sender, and whom the bounce came to: an envelope sender of ours.
std::vector<std::string> addresses_of_ours(const ReturnedMail& mail);

/// A value, unfolded and trimmed; "" where the field is absent.
std::string field_text(const HeaderList& headers, std::string_view name);

}  // namespace postern
