// SPDX-License-Identifier: Apache-2.0
#include "coverage_report.hpp"

#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/deliverability/obstacle.hpp"
#include "postern/deliverability/outlook.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/identity.hpp"
#include "postern/mail/mailbox.hpp"

#include "resend.hpp"

namespace postern {

namespace {

std::string body_of(const Account& account, const Coverage& coverage) {
    std::string text = "None of the agents of account " + account.id +
                       " can be reached by mail, so that nobody is notified of what visitors "
                       "write:\r\n\r\n";
    for (const auto& agent : coverage.unreachable) {
        text += "  " + agent.agent + "  " + agent.address + "  (" + agent.reason + ")\r\n";
        if (agent.own.empty()) continue;
        text += "      where what is for " + agent.own + " is forwarded to\r\n";
    }
    return text +
           "\r\nCorrect the addresses in the agents' profiles and the forwards, or name a "
           "shared\r\n"
           "address for the account. This is told once a day at most.\r\n";
}

}  // namespace

Edits coverage_report(const Submission& message, const Configuration& configuration,
                      const Account& account, const Address& owner, const Coverage& coverage,
                      const Notification& lost, TimePoint now) {
    const auto& sender = configuration.settings.senders.front();
    const auto from = Address::parse(sender.from + "@" + sender.domain).value();
    Edits edits = without_fields(message.headers);
    edits.push_back(SetSender{""});
    const auto id = message_id(configuration.keys, lost.id + "/report", sender.domain);
    edits.push_back(AddHeader{"Date", format_mail_date(now)});
    edits.push_back(AddHeader{"From", format_mailbox("", from)});
    edits.push_back(AddHeader{"To", format_mailbox("", owner)});
    edits.push_back(AddHeader{"Subject", "No agent of " + account.id + " can be reached by mail"});
    edits.push_back(AddHeader{"Message-ID", "<" + id + ">"});
    edits.push_back(AddHeader{"Auto-Submitted", "auto-generated"});
    edits.push_back(AddHeader{"MIME-Version", "1.0"});
    edits.push_back(AddHeader{"Content-Type", "text/plain; charset=utf-8"});
    edits.push_back(AddHeader{"Content-Transfer-Encoding", "8bit"});
    edits.push_back(AddRecipient{owner.text()});
    for (const auto& path : message.recipients) edits.push_back(RemoveRecipient{path});
    edits.push_back(ReplaceBody{body_of(account, coverage)});
    return edits;
}

Result<std::string> Gateway::obstruction_of(const Configuration& configuration,
                                            const Address& address) {
    if (const auto obstacle =
            outlook_for(address, configuration.settings, configuration.check_domain).obstacle) {
        return std::string(obstacle->reason);
    }
    const auto held = held_against(configuration, address);
    if (!held) return held.error();
    return *held ? std::string(name_of((*held)->cause)) : std::string();
}

/// None where the account is not lost, or nobody knows now.
std::optional<Coverage> Gateway::loss_of(const Configuration& configuration,
                                         const DraftFacts& facts) {
    bool is_known = true;
    bool is_anybody_reached = false;
    const auto obstruction = [&](const Address& address) {
        // Then it is not lost, and no other domain need be waited for.
        if (is_anybody_reached) return std::string();
        const auto reason = obstruction_of(configuration, address);
        is_known = is_known && reason;
        is_anybody_reached = !reason || reason->empty();
        return reason ? *reason : std::string();
    };
    auto coverage = coverage_of(*facts.account, facts.agents,
                                configuration.settings.recipients.forward_limit, obstruction);
    if (!is_known || !coverage.is_lost()) return std::nullopt;
    return coverage;
}

/// What cannot be found out now is left for the next notification that is lost. The report is made
/// before it is claimed: what cannot be made is not on record as told.
std::optional<Verdict> Gateway::report_loss(const Configuration& configuration,
                                            const Submission& message, const Notification& lost) {
    const auto facts = directory_.draft_facts(lost.account, "", std::nullopt);
    if (!facts || !facts->account) return std::nullopt;
    const auto coverage = loss_of(configuration, *facts);
    if (!coverage) return std::nullopt;
    const auto now = clock_.now();
    const auto& owner = facts->account->owner;
    std::optional<Verdict> report;
    if (owner && own_domain(*owner, configuration.settings) == nullptr) {
        report = Verdict::accept(
            coverage_report(message, configuration, *facts->account, *owner, *coverage, lost, now));
    }
    const auto claimed = state_.claim_report(lost.account, lost.id, now);
    if (!claimed || !*claimed) return std::nullopt;
    LogLine(Severity::warning, "account-unreachable")
        .with("queue_id", message.queue_id)
        .with("account", lost.account)
        .with("agents", static_cast<std::int64_t>(coverage->agents))
        .with("owner", owner ? owner->text() : std::string());
    return report;
}

/// The notification's fate is on record by then, and stays: a report that cannot be made is told of
/// in the log alone.
std::optional<Verdict> Gateway::report_loss_if_possible(const Configuration& configuration,
                                                        const Submission& message,
                                                        const Notification& lost) try {
    return report_loss(configuration, message, lost);
} catch (const std::exception& e) {
    LogLine(Severity::error, "defect")
        .with("queue_id", message.queue_id)
        .with("error", std::string("the report to the account's owner: ") + e.what());
    return std::nullopt;
}

}  // namespace postern
