// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/mail_log_reader.hpp"

#include <unistd.h>
#include <utility>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/identity.hpp"

namespace postern {

namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::string_view kTrailThread = "trail";
/// How long the thread rests at the log's end.
constexpr Duration kRest = 1s;
/// What of a log that says nothing of ours would be read again after a restart.
constexpr Duration kBetweenPositions = 10min;
/// How much of a journal is read that was never read before. Of a file it is the whole.
constexpr Duration kFirstLook = 24h;
constexpr int kMostOpen = static_cast<int>(trail::Tracker::kMost);
constexpr int kLowPriority = 10;

}  // namespace

std::optional<trail::Departure> departure_of(const KeyRing& keys, std::string_view return_path) {
    // Almost nobody's begins so, and only then a signature is verified.
    if (!istarts_with(return_path, "b+")) return std::nullopt;
    const auto token = read_return_path(keys, return_path.substr(0, return_path.find('@')));
    if (!token) return std::nullopt;
    return trail::Departure{token->notification, token->attempt};
}

OpenLog log_opener(const std::string& from) {
    if (from == log_setting::kOff) return {};
    if (from == log_setting::kJournal) {
        return [](const std::string& position, TimePoint now) {
            return follow_journal("", position, now - kFirstLook);
        };
    }
    return [from](const std::string& position, TimePoint) { return follow_file(from, position); };
}

MailLogReader::MailLogReader(std::string log, OpenLog open, trail::Whose whose, Trails& state,
                             const Clock& clock, Pulses* pulses)
    : log_(std::move(log)),
      open_(std::move(open)),
      state_(state),
      clock_(clock),
      pulses_(pulses),
      tracker_(std::move(whose)) {}

MailLogReader::~MailLogReader() {
    stop();
}

void MailLogReader::start() {
    if (!open_) return;
    thread_ = std::thread([this] {
        // Of this thread alone, on Linux. Where it is not allowed it is as good without.
        (void)!::nice(kLowPriority);
        keep_going(kTrailThread, [this] {
            Pulse pulse(pulses_, std::string(kTrailThread));
            pulse_ = &pulse;
            run();
            pulse_ = nullptr;
        });
    });
}

void MailLogReader::stop() {
    *stopping_.lock() = true;
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void MailLogReader::run() {
    for (bool is_over = false; !is_over;) {
        pulse_->beat();
        const auto begun = Steady::now();
        const bool more = turn();
        const auto took = std::chrono::ceil<Duration>(Steady::now() - begun);
        auto stopping = stopping_.lock();
        if (!*stopping) wake_.wait_for(stopping.mutex(), more ? std::min(took, kRest) : kRest);
        is_over = *stopping;
    }
    if (source_) save();
}

template <typename Question>
auto MailLogReader::outside(Question question) {
    if (pulse_ == nullptr) return question();
    const Pulse::Outside is_outside(*pulse_);
    return question();
}

bool MailLogReader::turn() {
    if (!source_ && !prepare()) return false;
    if ((!found_.empty() || is_position_due()) && !save()) return false;
    const bool more = read_on();
    if (!found_.empty()) save();
    return more;
}

bool MailLogReader::prepare() {
    const auto position = outside([&] { return state_.position_in(log_); });
    if (!position) return false;
    const auto open = outside([&] { return state_.open_trails(kMostOpen); });
    if (!open) return false;
    for (const auto& [queue_id, departure] : *open) tracker_.know(queue_id, departure);
    saved_ = *position;
    last_saved_ = clock_.now();
    source_ = open_(*position, last_saved_);
    return true;
}

bool MailLogReader::is_position_due() const {
    const auto now = clock_.now();
    const bool is_time = now >= last_saved_ + kBetweenPositions || now < last_saved_;
    return is_time && source_->position() != saved_;
}

bool MailLogReader::save() {
    auto position = source_->position();
    if (found_.empty() && position == saved_) return true;
    const auto written = outside([&] { return state_.follow(found_, {log_, position}); });
    if (!written) return false;
    found_.clear();
    saved_ = std::move(position);
    last_saved_ = clock_.now();
    return true;
}

bool MailLogReader::read_on() {
    const auto step =
        outside([&] { return source_->step([this](const trail::Line& line) { take(line); }); });
    tell(step ? nullptr : &step.error());
    if (!step) return false;
    if (step->lost) LogLine(Severity::info, "trail-gap").with("log", log_);
    return step->more;
}

void MailLogReader::take(const trail::Line& line) {
    const auto entry = trail::read_entry(line.program, line.message);
    if (!entry) return;
    auto sighting = tracker_.take(*entry);
    if (!sighting) return;
    sighting->at = time_on_host(line.stamp, clock_.now());
    sighting->reply = without_return_tokens(std::move(sighting->reply));
    found_.push_back(*std::move(sighting));
}

/// Once when it begins, and once when it is over.
void MailLogReader::tell(const Error* trouble) {
    const bool is_in_trouble = trouble != nullptr;
    if (std::exchange(is_in_trouble_, is_in_trouble) == is_in_trouble) return;
    if (is_in_trouble) {
        LogLine(Severity::warning, "trail-unreadable")
            .with("log", log_)
            .with("error", trouble->message());
    } else {
        LogLine(Severity::info, "trail-readable").with("log", log_);
    }
}

}  // namespace postern
