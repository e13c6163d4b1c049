// SPDX-License-Identifier: Apache-2.0
//
// A trial's notification on its way to the next server, and what is taken away in the end.
#include <algorithm>

#include "acting_as_owner.hpp"
#include "databases.hpp"
#include "departures.hpp"
#include "explanation.hpp"
#include "mail_log.hpp"
#include "postfix_programs.hpp"
#include "trial.hpp"
#include "trial_account.hpp"
#include "trial_letter.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// For Postfix's own report to come back, and for its log to be written.
constexpr Duration kSettling = 5s;

std::string words_of(const Attempt& attempt) {
    return attempt.relay + " said: " + attempt.words;
}

}  // namespace

/// The report of a refusal has to be on record before the record is taken away, or it would be
/// somebody's we know nothing of.
bool Trial::came_back() {
    const auto bounces = state_->bounces_of(notification_->id);
    if (!bounces || bounces->empty()) return false;
    stop("departed",
         {Exit::no, "came back " + explain(bounces->front()),
          "suppressions.md and senders.md in /usr/share/doc/postern say what follows from it"});
    return true;
}

std::optional<bool> Trial::look_for_departure() {
    if (came_back()) return false;
    const auto id = message_id_of(name_, settings_.drafts.domain);
    for (auto& attempt : attempts_in(read_mail_log(settings_.postfix, began_), id)) {
        if (attempt.to != notification_->address) continue;
        if (attempt.status == "sent") {
            report_.said("departed", words_of(attempt));
            return true;
        }
        if (attempt.status == "bounced") returned_ = words_of(attempt);
        if (attempt.status == "deferred") {
            return stop("departed", {Exit::no, words_of(attempt),
                                     "Postfix would try again: what it says is between this host "
                                     "and that one, or a name server"});
        }
    }
    return std::nullopt;
}

bool Trial::await_departure() {
    const auto decided = steady_clock::now();
    do {
        if (const auto is_through = look_for_departure()) return *is_through;
        if (!returned_.empty() || steady_clock::now() < decided + kSettling) continue;
        const auto queued = queued_departures(settings_.postfix, notification_->address, began_);
        if (!queued) return stop("departed", {Exit::unknown, queued.error().message()});
        if (queued->empty()) {
            report_.said("departed",
                         "it has left Postfix's queue, and nothing came back; which "
                         "server took it is in Postfix's log, which cannot be read here");
            return true;
        }
        if (!queued->front().put_off.empty()) {
            return stop("departed", {Exit::no, "put off: " + queued->front().put_off});
        }
    } while (waits());
    if (returned_.empty()) return stop("departed", waited_in_vain());
    return stop("departed", {Exit::no, "returned: " + returned_,
                             "the report of that has not come to BOUNCE: 'postern check' looks at "
                             "where the bounce domain leads"});
}

void Trial::remove_from_queue() {
    if (queue_id_.empty()) return;
    std::vector<std::string> files{queue_id_};
    const auto address = notification_ ? notification_->address : std::string();
    const auto queued = queued_departures(settings_.postfix, address, began_);
    if (queued) {
        for (const auto& each : *queued) files.push_back(each.queue_id);
    } else {
        report_.left_behind("what of it is in Postfix's queue: " + queued.error().message());
    }
    const PostfixPrograms programs(settings_.postfix);
    for (const auto& file : files) {
        const auto removed = programs.remove_from_queue(file);
        if (!removed) {
            report_.left_behind(file + " in Postfix's queue, if it is there still: " +
                                removed.error().message() + " (postsuper -d " + file + ")");
        }
    }
}

void Trial::clean() {
    if (!report_.is_good()) remove_from_queue();
    if (has_account_) {
        const auto removed = remove_trial_account(settings_, name_);
        if (!removed) report_.left_behind("account " + name_ + ": " + removed.error().message());
    }
    if (queue_id_.empty()) return;
    const ActingAsOwner owner(settings_.state.database);
    state_.reset();
    const auto state = open_state(state_options(settings_));
    const auto forgotten =
        state ? (*state)->forget(plan_.account.value_or(name_), name_) : Result<int>(state.error());
    if (!forgotten) {
        report_.left_behind("record of draft " + name_ + ": " + forgotten.error().message());
    } else {
        report_.said("cleaned",
                     has_account_ ? "account and record are gone" : "the record is gone");
    }
}

}  // namespace postern
