// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/releases.hpp"

#include <nlohmann/json.hpp>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"
#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::string_view kParkedUntil = "postern: parked until ";
constexpr Duration kPostqueueLimit = std::chrono::seconds{60};
/// Longer than Postfix keeps anything (maximal_queue_lifetime is five days).
constexpr Duration kQueueLifetime = std::chrono::days{7};

/// The agent of "agent+tag@drafts.example".
std::string agent_of(const std::string& recipient) {
    return canonical_id(recipient.substr(0, recipient.find('+')));
}

bool is_in_domain(std::string_view address, std::string_view domain) {
    const auto at = address.rfind('@');
    return at != std::string_view::npos && iequals(address.substr(at + 1), domain);
}

/// Without our words it was not parked: it did not get through to us, or our answer was lost with
/// a process that died. It may be on its way to "deferred" only now.
void add_waiting(const nlohmann::json& entry, std::string_view drafts_domain,
                 std::vector<Queue::Waiting>& waiting) {
    if (entry.value("queue_name", "") == "hold") return;
    for (const auto& recipient : entry.value("recipients", nlohmann::json::array())) {
        const auto address = recipient.value("address", "");
        if (!is_in_domain(address, drafts_domain)) continue;
        const auto due = read_parking_text(recipient.value("delay_reason", ""));
        waiting.push_back(
            {entry.value("queue_id", ""), agent_of(address), due.value_or(TimePoint{})});
    }
}

}  // namespace

std::string parking_text(TimePoint due) {
    return std::string(kParkedUntil) + format_time(due) + ", the end of the grace window";
}

std::optional<TimePoint> read_parking_text(std::string_view delay_reason) {
    // Postfix folds what it quotes: white space may have changed, words have not.
    const auto at = delay_reason.find(kParkedUntil);
    if (at == std::string_view::npos) return std::nullopt;
    const auto rest = delay_reason.substr(at + kParkedUntil.size());
    const auto due = parse_time(rest.substr(0, rest.find_first_of(", \t\r\n")));
    return due ? std::optional(*due) : std::nullopt;
}

Result<std::vector<Queue::Waiting>> read_queue_listing(std::string_view json_lines,
                                                       std::string_view drafts_domain) try {
    std::vector<Queue::Waiting> waiting;
    while (!json_lines.empty()) {
        const auto end = json_lines.find('\n');
        const auto line = json_lines.substr(0, end);
        json_lines =
            end == std::string_view::npos ? std::string_view{} : json_lines.substr(end + 1);
        if (line.empty()) continue;
        // Addresses need not be UTF-8, which JSON would have them be.
        const auto entry = nlohmann::json::parse(line, nullptr, false);
        if (!entry.is_discarded()) add_waiting(entry, drafts_domain, waiting);
    }
    return waiting;
} catch (const nlohmann::json::exception& e) {
    return Error{ErrorCode::unavailable, std::string("postqueue -j: ") + e.what()};
}

Result<ProcessResult> PostfixQueue::run(std::vector<std::string> arguments) const {
    std::vector<std::string> argv{settings_.postqueue};
    if (!settings_.config_directory.empty()) {
        argv.insert(argv.end(), {"-c", settings_.config_directory});
    }
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    auto result = run_process(argv, kPostqueueLimit, stop_.get_token());
    if (result && result->exit_status != 0) {
        return Error{ErrorCode::unavailable, argv.front() + ": exit status " +
                                                 std::to_string(result->exit_status) + ": " +
                                                 result->err};
    }
    return result;
}

Result<void> PostfixQueue::present(const std::string& queue_id) {
    const auto presented = run({"-i", queue_id});
    return presented ? Result<void>{} : presented.error();
}

Result<std::vector<Queue::Waiting>> PostfixQueue::waiting() {
    const auto listing = run({"-j"});
    if (!listing) return listing.error();
    return read_queue_listing(listing->out, drafts_domain_);
}

Releases::Releases(Queue& queue, const Clock& clock, int threads) : queue_(queue), clock_(clock) {
    for (int i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { keep_going("releases", [this] { work(); }); });
    }
}

Releases::~Releases() {
    board_.lock()->stopping = true;
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Releases::await(const std::string& queue_id, const std::string& agent, TimePoint due) {
    board_.lock()->schedule.await(queue_id, agent, due);
    changed_.notify_one();
}

void Releases::arrived(const std::string& queue_id, const std::string& agent) {
    board_.lock()->schedule.arrived(queue_id, agent);
}

void Releases::recover(State& state) {
    if (const auto unfinished = state.unfinished()) {
        const auto oldest = clock_.now() - kQueueLifetime;
        for (const auto& n : *unfinished) {
            if (n.due >= oldest) await(n.queue_id, n.agent, n.due);
        }
    } else {
        LogLine(Severity::error, "state-unavailable").with("error", unfinished.error().message());
    }
    const auto waiting = queue_.waiting();
    if (!waiting) {
        LogLine(Severity::warning, "queue-unreadable").with("error", waiting.error().message());
        return;
    }
    for (const auto& file : *waiting) await(file.queue_id, file.agent, file.due);
}

void Releases::work() {
    auto board = board_.lock();
    while (!board->stopping) {
        const auto queue_id = board->schedule.take(clock_.now());
        if (!queue_id) {
            const auto next = board->schedule.next();
            if (next) {
                changed_.wait_for(board.mutex(), *next - clock_.now());
            } else {
                changed_.wait(board.mutex());
            }
            continue;
        }
        board.mutex().unlock();
        if (const auto presented = queue_.present(*queue_id); !presented) {
            LogLine(Severity::warning, "release-failed")
                .with("queue_id", *queue_id)
                .with("error", presented.error().message());
        }
        board.mutex().lock();
    }
}

}  // namespace postern
