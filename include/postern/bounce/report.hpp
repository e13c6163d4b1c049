// SPDX-License-Identifier: Apache-2.0
//
// What a bounce says, as values: one outcome for each recipient it speaks of.
//
// A report is evidence and nothing else: it acts on nobody before its token is proved
// (gateway/bounce). Classes, faults and actions are the columns of the decision tables in
// src/bounce; their names are those of `postern bounce`, of the log and of the record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postern {

/// What happened to the message at that recipient, in words of our own.
enum class BounceClass {
    mailbox_full,
    user_unknown,
    domain_invalid,
    inactive,
    blocked,
    content_spam,
    policy,
    rate_limited,
    message_too_large,
    network_temporary,
    system_error,
    complaint,
    auth_report,
    delayed,
    delivered,
    auto_reply,
    undefined,
};

/// Whose fault that is: the only thing that decides who is acted upon.
enum class Fault {
    recipient,  ///< The address: it may be suppressed.
    sender,     ///< Our sender domain at this provider: its standing suffers, the address's never.
    content,    ///< This message.
    ours,       ///< Our own systems or configuration.
    nobody,     ///< Nothing to blame anyone for.
};

/// RFC 3464 section 2.3.3; `none` where nothing was said.
enum class DeliveryAction { none, failed, delayed, delivered, relayed, expanded };

struct BounceOutcome {
    std::string recipient;           ///< As the report names it, without type and brackets.
    std::string original_recipient;  ///< Original-Recipient, likewise; empty where absent.
    BounceClass bounce_class = BounceClass::undefined;
    DeliveryAction action = DeliveryAction::none;
    std::string status;      ///< Enhanced status (RFC 3463) "5.2.2", or empty.
    std::string smtp_code;   ///< Reply code (RFC 5321 section 4.2) "552", or empty.
    std::string diagnostic;  ///< The remote's own words, white space folded: the evidence.
    std::string pattern;     ///< Name of the row that decided, and the words that it went by.
    /// Of a delay: what the remote's words call it, where they blame our sender domain.
    std::optional<BounceClass> delayed_as{};
    std::optional<Fault> fault{};  ///< Where the words blame another than the class does.
    /// A fault of the recipient's that is neither said in words nor by a code that means nothing
    /// else, or is not said to be for good: it is held against the address for a time.
    bool is_only_likely = false;
    bool opt_out = false;  ///< Of a complaint: it only unsubscribes, and called nothing spam.
};

enum class BounceFormat {
    none,             ///< No bounce at all: there are no outcomes.
    delivery_status,  ///< RFC 3464, or RFC 6533 in its global form.
    feedback_report,  ///< RFC 5965.
    automatic_reply,  ///< RFC 3834.
    json_notice,      ///< As Amazon SES sends them.
    text,             ///< A system's own wording.
    unreadable,       ///< It claims to be a bounce and cannot be understood: keep it.
};

struct BounceReport {
    BounceFormat format = BounceFormat::none;
    std::string reporting_mta;  ///< Or the product, where a text names it; may be empty.
    std::string envelope_id;    ///< Original-Envelope-Id (RFC 3464 section 2.2.1).
    std::string feedback_type;  ///< RFC 5965 section 3.1, lower case.
    std::string message_id;     ///< Of the returned message, without brackets, where it came along.
    std::vector<BounceOutcome> outcomes;
};

std::string_view name_of(BounceClass bounce_class);  ///< "mailbox-full"
std::string_view name_of(Fault fault);
std::string_view name_of(DeliveryAction action);
std::string_view name_of(BounceFormat format);
std::optional<BounceClass> bounce_class_from(std::string_view name);
std::optional<Fault> fault_from(std::string_view name);

/// The one table from class to fault.
Fault fault_of(BounceClass bounce_class);

/// Likewise, unless the remote's words say otherwise.
Fault fault_of(const BounceOutcome& outcome);

}  // namespace postern
