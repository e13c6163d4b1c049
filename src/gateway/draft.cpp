// SPDX-License-Identifier: Apache-2.0
//
// DRAFT, hop 1: who submits, is it a sound draft, and for which agents is it accepted.
//
// What is decided here: the form of the draft, which does not change any more, and the rules whose
// answer is final with its arrival. Everything else waits for OUT, where the facts are fresh.
#include <algorithm>

#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/pass.hpp"
#include "postern/gateway/rewrite.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"
#include "postern/policy/rules.hpp"

#include "arrival.hpp"
#include "field_size.hpp"
#include "record.hpp"
#include "verdict_log.hpp"

namespace postern {

namespace {

const Agent& agent_named(const Arrival& arrival, const std::string& id) {
    return *std::find_if(arrival.agents.begin(), arrival.agents.end(),
                         [&](const Agent& agent) { return agent.id == id; });
}

/// One for each recipient, with the verdicts that are final already.
std::vector<Notification> notifications_of(const Arrival& arrival) {
    static const Attendance kNoPresence;
    static const std::vector<ChatEvent> kNoEvents;
    std::vector<Notification> notifications;
    for (const auto& recipient : recipients_of(arrival)) {
        auto n = record_of(arrival.draft, arrival.seal, recipient, arrival.configuration);
        const Occasion occasion{arrival.draft,
                                *arrival.facts.account,
                                agent_named(arrival, recipient.agent),
                                kNoPresence,
                                kNoEvents,
                                Terms{},
                                arrival.seal.accepted};
        if (const auto objection = judge(occasion, Final::at_arrival)) {
            n.fate = Fate::withheld;
            n.rule = objection->rule;
            n.reason = objection->reason;
            n.decided = arrival.seal.accepted;
        }
        notifications.push_back(std::move(n));
    }
    return notifications;
}

/// The seal with what the draft says once `edits` were made.
Seal with_content(Seal seal, const Submission& message, const Edits& edits) {
    const auto* body = edits.empty() ? nullptr : std::get_if<ReplaceBody>(&edits.back());
    seal.content =
        sealed_content(edited(message.headers, edits), body == nullptr ? message.body : body->body);
    return seal;
}

/// The draft in its canonical form, sealed, with one recipient per agent.
Result<Edits> sealed(const Arrival& arrival) {
    const auto& [configuration, message, draft, facts, arrived, agents] = arrival;
    auto edits = shorten_lines(message.headers, message.body);
    if (!edits) return edits;
    const auto seal = with_content(arrived, message, *edits);

    HeaderEditor headers(message.headers);
    headers.set(draft_header::kKind, name_of(draft.kind));
    headers.set(draft_header::kAccount, draft.account);
    headers.set(draft_header::kChat, draft.chat);
    if (draft.group) headers.set(draft_header::kGroup, *draft.group);
    headers.set(draft_header::kOccurred, format_time(draft.occurred));
    headers.set(draft_header::kDraftId, draft.id);
    headers.remove(kFallbackFor);
    headers.set(draft_header::kSeal, write_seal(configuration.keys, draft, seal));
    for (auto& edit : headers.take()) edits->push_back(std::move(edit));

    for (const auto& recipient : recipients_of(arrival)) {
        edits->push_back(AddRecipient{internal_recipient(configuration.keys, draft, seal, recipient,
                                                         configuration.settings.drafts.domain)});
    }
    for (const auto& path : message.recipients) edits->push_back(RemoveRecipient{path});
    return edits;
}

void log_draft(const Arrival& arrival, std::string_view event) {
    LogLine(Severity::info, event)
        .with("queue_id", arrival.seal.queue_id)
        .with("draft", arrival.draft.id)
        .with("account", arrival.draft.account)
        .with("kind", name_of(arrival.draft.kind))
        .with("agents", static_cast<std::int64_t>(arrival.agents.size()));
}

/// What happened long ago is judged by the facts of that moment like anything else, as far as the
/// directory still has them. More often than not it is a clock, or a unit, that is wrong.
void tell_of_lateness(const Arrival& arrival) {
    constexpr auto kLate = std::chrono::hours{1};
    const auto late = arrival.seal.accepted - arrival.draft.occurred;
    if (late <= kLate) return;
    LogLine(Severity::warning, "draft-late")
        .with("queue_id", arrival.seal.queue_id)
        .with("client", arrival.message.client)
        .with("draft", arrival.draft.id)
        .with("account", arrival.draft.account)
        .with("occurred", format_time(arrival.draft.occurred))
        .with("late", format_duration(std::chrono::floor<std::chrono::seconds>(late)));
}

/// Until OUT has seen them, they are looked for: Postfix may have trouble handing them on.
void await_arrival(const std::vector<Notification>& issued, ReleaseBook& releases) {
    constexpr auto kWay = std::chrono::seconds{30};
    for (const auto& n : issued) {
        releases.await(n.queue_id, n.agent, std::max(n.due, n.accepted + kWay));
    }
}

/// Whether any of it was decided: then this copy has nothing to add. As long as none was, Postfix
/// may have returned the earlier copy to the platform, or lost it, and this is the only one.
Result<bool> is_decided_on(const Draft& draft, State& state) {
    NotificationFilter of_draft;
    of_draft.account = draft.account;
    of_draft.draft = draft.id;
    const auto all = state.find(of_draft);
    if (!all) return all.error();
    return all->empty() ||
           std::any_of(all->begin(), all->end(), [](const auto& n) { return is_decided(n.fate); });
}

/// The earlier copy was decided, or will be, or will be found to be gone: until then the client is
/// to keep this one.
Verdict seen_before(const Arrival& arrival, State& state, ReleaseBook& releases) {
    const auto decided = is_decided_on(arrival.draft, state);
    if (!decided) return cannot_know("state-unavailable", decided.error());
    if (*decided) {
        log_draft(arrival, "draft-seen-before");
        return Verdict::discard();
    }
    log_draft(arrival, "draft-under-way");
    releases.look(arrival.seal.accepted);
    return Verdict::tempfail(
        {451, "4.5.0",
         "postern: an earlier copy of this draft is not decided yet; submit it "
         "again later, in case Postfix no longer has that copy"});
}

/// Recorded first, then let through or ended.
Verdict issue(const Arrival& arrival, State& state, ReleaseBook& releases) {
    auto edits = sealed(arrival);
    if (!edits) return fault("Content-Type", edits.error().what);
    if (auto verdict = oversized(arrival.configuration, arrival.message, *edits)) return *verdict;
    if (arrival.agents.empty()) {
        log_draft(arrival, "draft-without-agents");
        return Verdict::discard();
    }
    const auto notifications = notifications_of(arrival);
    const auto fresh = state.accept(notifications);
    if (!fresh) return cannot_know("state-unavailable", fresh.error());
    if (!*fresh) return seen_before(arrival, state, releases);
    // What is final on arrival looks at the account alone, so it is final for every agent.
    if (is_final(notifications.front().fate)) {
        for (const auto& n : notifications) {
            log_verdict(n, n.queue_id, name_of(n.fate), Duration::zero());
        }
        return Verdict::discard();
    }
    await_arrival(notifications, releases);
    log_draft(arrival, "draft-accepted");
    tell_of_lateness(arrival);
    return Verdict::accept(std::move(*edits));
}

/// The account that an earlier RCPT of the transaction has named, or "".
std::string account_so_far(const Settings& settings, const Submission& so_far) {
    for (const auto& path : so_far.recipients) {
        const auto local = local_in_drafts_domain(settings, path);
        if (!local.empty()) return canonical_id(local);
    }
    return {};
}

Verdict account_recipient(Directory& directory, std::string_view local) {
    const auto account = canonical_id(local);
    const auto exists = account.empty() ? Result<bool>(false) : directory.has_account(account);
    if (!exists) return cannot_know("directory-unavailable", exists.error());
    if (*exists) return Verdict::accept();
    return Verdict::reject({550, "5.1.1", in_quotes(local) + " is no account in the directory"});
}

/// It may be our clock that is wrong: then the draft is sound.
Verdict answer_to(const DraftFault& wrong, const Submission& message) {
    if (!wrong.may_pass) return fault(wrong.header, wrong.what);
    LogLine(Severity::warning, "clocks-differ")
        .with("queue_id", message.queue_id)
        .with("client", message.client)
        .with("text", wrong.header + ": " + wrong.what);
    return Verdict::tempfail({451, "4.6.0", wrong.header + ": " + wrong.what});
}

/// Everything up to the record: is it a draft, a sound one, and for whom.
std::variant<Arrival, Verdict> examine(const Configuration& configuration,
                                       const Submission& message, Directory& directory,
                                       TimePoint now) {
    const auto read = read_draft(message.headers, now, Origin::submitter);
    if (const auto* wrong = std::get_if<DraftFault>(&read)) return answer_to(*wrong, message);
    if (auto verdict = nameless(message)) return *verdict;
    if (auto verdict = unsound(message, configuration.settings)) return *verdict;

    Arrival arrival{configuration, message, std::get<Draft>(read), {}, {now, message.queue_id}};
    auto facts =
        directory.draft_facts(arrival.draft.account, arrival.draft.chat, arrival.draft.group);
    if (!facts) return cannot_know("directory-unavailable", facts.error());
    arrival.facts = std::move(*facts);
    if (auto verdict = contradicted(arrival.draft, arrival.facts)) return *verdict;
    for (const auto& path : message.recipients) {
        if (auto verdict = add_recipient(arrival, path)) return *verdict;
    }
    if (auto verdict = too_many(arrival)) return *verdict;
    return arrival;
}

}  // namespace

Verdict Gateway::draft_recipient(const Configuration& configuration, const Submission& so_far,
                                 const std::string& recipient) {
    const auto& settings = configuration.settings;
    const auto local = local_in_drafts_domain(settings, recipient);
    const auto account = account_so_far(settings, so_far);
    // Neither this nor an earlier recipient says that it is a draft: that shows at its end.
    if (local.empty() && account.empty()) return Verdict::accept();
    if (!may_submit(settings, so_far)) {
        return Verdict::reject({550, "5.7.1", "not allowed to submit drafts"});
    }
    return local.empty() ? agent_recipient(configuration, account, recipient)
                         : account_recipient(directory_, local);
}

Verdict Gateway::judge_draft(const Configuration& configuration, const Submission& message) {
    const auto& settings = configuration.settings;
    if (!may_submit(settings, message)) return passed_on_for_stranger(configuration, message);
    if (!claims_to_be_draft(settings, message)) return passed_on(configuration, message);
    const auto examined = examine(configuration, message, directory_, clock_.now());
    const auto* arrival = std::get_if<Arrival>(&examined);
    auto verdict =
        arrival != nullptr ? issue(*arrival, state_, releases_) : std::get<Verdict>(examined);
    if (verdict.action == Verdict::Action::reject) {
        LogLine(Severity::info, "draft-refused")
            .with("queue_id", message.queue_id)
            .with("client", message.client)
            .with("text", verdict.reply.text);
    }
    return verdict;
}

}  // namespace postern
