// SPDX-License-Identifier: Apache-2.0
#include "trial.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <random>
#include <thread>

#include "databases.hpp"
#include "draft_service.hpp"
#include "explanation.hpp"
#include "queue_places.hpp"
#include "submission.hpp"
#include "trial_account.hpp"
#include "trial_letter.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// So much of the grace window is left: enough for Postfix to present the draft before it ends.
constexpr Duration kLeft = 5s;
constexpr Duration kBetweenLooks = 300ms;
/// accept() is on disk before the draft is answered: no record within that time is none at all.
constexpr Duration kNoRecord = 5s;
constexpr const char* kExpectedRule = "O2";

std::atomic<bool> interrupted = false;  // NOLINT: all that a handler may touch.

extern "C" void on_interruption(int /*signal*/) {
    interrupted = true;
}

/// Whoever interrupts a trial still wants it cleaned up.
void heed_interruptions() {
    struct sigaction action {};
    action.sa_handler = on_interruption;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

std::string new_name() {
    constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::random_device random;
    std::string name = "postern-try-";
    for (int i = 0; i < 10; ++i) name.push_back(kDigits[random() % kDigits.size()]);
    return name;
}

/// "4Yx…" of "250 2.0.0 Ok: queued as 4Yx…"
std::string queue_id_of(const std::string& reply) {
    constexpr std::string_view kWords = "queued as ";
    const auto at = reply.rfind(kWords);
    return at == reply.npos ? std::string() : reply.substr(at + kWords.size());
}

}  // namespace

Trial::Trial(const Call& call, const Settings& settings, TrialPlan plan)
    : call_(call),
      settings_(settings),
      plan_(std::move(plan)),
      began_(call.clock.now()),
      until_(steady_clock::now() + plan_.timeout),
      name_(new_name()),
      occurred_(began_ - std::max<Duration>(0ms, settings.grace_window.offline_message - kLeft)),
      report_(call) {
    heed_interruptions();
}

void Trial::run() {
    const bool is_decided = add_account() && submit_draft() && await_decision() && judge();
    if (is_decided && plan_.to) await_departure();
}

bool Trial::stop(std::string_view step, const Stop& stop) {
    report_.stopped(step, stop);
    return false;
}

bool Trial::add_account() {
    if (plan_.account) return true;
    const auto added = add_trial_account(settings_, name_, plan_.to, occurred_);
    if (!added) {
        return stop("account", {Exit::no, added.error().message(),
                                added.error().code == ErrorCode::not_found
                                    ? "'postern directory import FILE' creates it; 'postern db "
                                      "migrate' makes an empty one"
                                    : "where the directory is not to be written to, name an "
                                      "account that is there, and an agent of it: --account "
                                      "ACCOUNT --to ADDRESS"});
    }
    has_account_ = true;
    report_.said("account", name_ +
                                ", in the directory for as long as this lasts; its agent's "
                                "address is " +
                                plan_.to.value_or(kNobody) +
                                (plan_.to ? "" : ", and it is online: nothing leaves this host"));
    return true;
}

std::string Trial::recipient() const {
    return plan_.account ? *plan_.to : name_ + "@" + settings_.drafts.domain;
}

bool Trial::submit_draft() {
    const auto place = find_draft_service(settings_);
    if (!place) {
        return stop("draft",
                    {place.error().code == ErrorCode::unavailable ? Exit::unknown : Exit::no,
                     place.error().message(),
                     "'postern check' says what Postfix has not got of postern's services"});
    }
    const TrialDraft draft{name_, plan_.account.value_or(name_), settings_.drafts.domain, began_,
                           occurred_};
    const auto reply =
        submit({place->host, place->port, recipient(), letter(draft)}, plan_.timeout);
    if (!reply) {
        return stop("draft", {Exit::unknown, place->text() + ": " + reply.error().message(),
                              "Postfix does not answer there: 'postfix status', 'postern check'"});
    }
    if (reply->code != 250) return stop("draft", refusal(*place, *reply));
    queue_id_ = queue_id_of(reply->text);
    report_.said("draft", place->text() + " took it: " + reply->text);
    return true;
}

Result<std::optional<Notification>> Trial::on_record() {
    if (!state_) {
        auto opened = open_state_of(settings_);
        if (!opened) return opened.error();
        state_ = *std::move(opened);
    }
    NotificationFilter filter;
    filter.account = plan_.account.value_or(name_);
    filter.draft = name_;
    auto found = state_->find(filter);
    if (!found) return found.error();
    if (found->empty()) return std::optional<Notification>();
    return std::optional(std::move(found->front()));
}

bool Trial::waits() const {
    if (interrupted || steady_clock::now() >= until_) return false;
    std::this_thread::sleep_for(kBetweenLooks);
    return true;
}

Stop Trial::waited_in_vain() {
    const auto why = interrupted ? std::string("interrupted; ")
                                 : "not within " + format_duration(plan_.timeout) + "; ";
    if (!notification_) return {Exit::unknown, why + "nothing is on record of it"};
    const auto places = QueuePlaces::of({*notification_}, settings_, call_);
    return {Exit::unknown,
            why + explain(*notification_, call_.clock.now(), places.place_of(*notification_),
                          places.misses(*notification_)),
            "'postern check' and posternd's log say what is in the way; --timeout gives it longer"};
}

void Trial::tell_parked() {
    if (was_parked_ || notification_->fate != Fate::parked) return;
    was_parked_ = true;
    const auto window = settings_.grace_window.offline_message;
    report_.said("parked", "in Postfix's queue until " + format_time(notification_->due) +
                               ": the visitor of a trial wrote so long ago that " +
                               format_duration(std::min(kLeft, window)) +
                               " were left of the grace window of " + format_duration(window));
}

bool Trial::await_decision() {
    do {
        auto found = on_record();
        if (!found) return stop("parked", {Exit::unknown, found.error().message()});
        notification_ = *std::move(found);
        if (!notification_ && call_.clock.now() > began_ + kNoRecord) {
            return stop("parked", {Exit::no, "Postfix took the draft and posternd has no record",
                                   "have smtpd_milters of that service lead to milter.socket, and "
                                   "milter_default_action be tempfail: 'postern check'"});
        }
        if (!notification_) continue;
        report_.decided(*notification_);
        tell_parked();
        if (is_final(notification_->fate)) return true;
    } while (waits());
    return stop(was_parked_ ? "released" : "parked", waited_in_vain());
}

bool Trial::judge() {
    const auto& n = *notification_;
    const auto why = explain(n, call_.clock.now());
    const auto decided = n.decided.value_or(n.due);
    if (was_parked_ && n.fate != Fate::given_up) {
        report_.said("released", "and presented to OUT, " +
                                     format_duration(std::max<Duration>(0ms, decided - n.due)) +
                                     " after its time");
    }
    if (!plan_.to && n.fate == Fate::withheld && n.rule == kExpectedRule) {
        report_.said("judged", why + ": as it is to be without --to");
        return true;
    }
    if (plan_.to && n.fate == Fate::sent) {
        report_.said("judged", why);
        return true;
    }
    return stop("judged", {Exit::no, why,
                           n.fate == Fate::withheld ? "'postern rules' has the rule in full"
                                                    : "posternd's log has more of it"});
}

Exit Trial::finish() {
    return report_.finish(plan_.to ? "All is well: a draft becomes a notification, and arrives."
                                   : "All is well as far as this goes; with --to ADDRESS one is "
                                     "signed and sent as well.");
}

}  // namespace postern
