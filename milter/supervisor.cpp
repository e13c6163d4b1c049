// SPDX-License-Identifier: Apache-2.0
#include "supervisor.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <systemd/sd-daemon.h>
#include <utility>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"

#include "sign_of_life.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

constexpr Duration kTick = 5s;
/// For an answer on our own socket, on a machine that is busy.
constexpr Duration kPatience = 10s;

/// Whether it got there is nobody's concern: who does not listen does not want to know.
void notify(const std::string& message) {
    ::sd_notify(0, message.c_str());
}

std::optional<Duration> watchdog() {
    std::uint64_t span = 0;
    if (::sd_watchdog_enabled(0, &span) <= 0) return std::nullopt;
    return std::chrono::duration_cast<Duration>(std::chrono::microseconds(span));
}

std::string monotonic_now() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::to_string(std::chrono::microseconds(std::chrono::seconds{now.tv_sec}).count() +
                          now.tv_nsec / 1000);
}

}  // namespace

Supervisor::Supervisor(std::string socket, Pulses& pulses, const Clock& clock)
    : is_there_(std::getenv("NOTIFY_SOCKET") != nullptr),
      watchdog_(watchdog()),
      socket_(std::move(socket)),
      pulses_(pulses),
      clock_(clock) {
    if (!is_there_) return;
    watch_log([this](Severity severity, std::string_view line) {
        status_.lock()->saw(severity, line, clock_.now());
    });
}

Supervisor::~Supervisor() {
    stopping();
    if (is_there_) watch_log({});
}

void Supervisor::opening_databases() {
    notify("STATUS=opens its databases");
}

void Supervisor::ready(std::function<std::size_t()> parked) {
    if (!is_there_) return;
    parked_ = std::move(parked);
    notify("READY=1\nSTATUS=" + status());
    thread_ = std::thread([this] { keep_going("supervisor", [this] { work(); }); });
}

void Supervisor::reloading() {
    notify("RELOADING=1\nMONOTONIC_USEC=" + monotonic_now());
}

void Supervisor::reloaded() {
    notify("READY=1");
}

void Supervisor::stopping() {
    if (!thread_.joinable()) return;
    notify("STOPPING=1\nSTATUS=ends");
    *stopping_.lock() = true;
    changed_.notify_all();
    thread_.join();
}

std::string Supervisor::status() {
    const auto parked = parked_();
    return status_.lock()->text(parked, clock_.now());
}

void Supervisor::work() {
    const auto tick = watchdog_ ? std::min(kTick, *watchdog_ / 3) : kTick;
    auto stopping = stopping_.lock();
    while (!*stopping) {
        stopping.mutex().unlock();
        tell_status();
        if (watchdog_ && lives()) notify("WATCHDOG=1");
        stopping.mutex().lock();
        if (!*stopping) changed_.wait_for(stopping.mutex(), tick);
    }
}

void Supervisor::tell_status() {
    auto text = status();
    if (text == told_) return;
    notify("STATUS=" + text);
    told_ = std::move(text);
}

bool Supervisor::lives() {
    if (const auto halt = halted(pulses_.signs())) {
        tell_halt(halt->thread, "silent for " + format_duration(halt->silent));
        return false;
    }
    const auto answered = answers(socket_, kPatience);
    // Where it never did the way there is closed to us, and a new start would not open it.
    if (!answered && has_answered_) {
        tell_halt("milter", answered.error().message());
        return false;
    }
    has_answered_ = has_answered_ || answered;
    halt_.end();
    return true;
}

void Supervisor::tell_halt(const std::string& what, std::string_view error) {
    if (!halt_.tell(clock_.now())) return;
    LogLine(Severity::error, "halted").with("thread", what).with("error", error);
}

}  // namespace postern
