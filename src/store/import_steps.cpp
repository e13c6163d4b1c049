// SPDX-License-Identifier: Apache-2.0
#include "import_steps.hpp"

#include <chrono>
#include <limits>
#include <random>
#include <thread>

namespace postern {

namespace {

using Steady = std::chrono::steady_clock;

Error another_import(const char* did) {
    return {ErrorCode::conflict, std::string("another import ") + did +
                                     " meanwhile: nothing of this one was taken, import it again"};
}

long long unlike_any_other() {
    std::random_device device;
    return std::uniform_int_distribution<long long>(1,
                                                    std::numeric_limits<long long>::max())(device);
}

TimePoint the_time() {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

/// Others get the lock while it is let go: they try again every few milliseconds, and after a
/// quarter of a second every hundred.
void rest(const ImportPace& pace, Duration took) {
    if (pace.rest) return pace.rest();
    std::this_thread::sleep_for(took);
}

}  // namespace

ImportSteps::ImportSteps(EditingSession& session, const ImportTerms& terms, bool whole)
    : session_(session), terms_(terms), whole_(whole), id_(unlike_any_other()) {}

template <typename Work>
Result<void> ImportSteps::in_steps(const Work& work) {
    while (true) {
        // The wait for others' lock is none of it.
        auto begun = Steady::now();
        const Result<bool> more = session_.edit([&](Session& session) {
            begun = Steady::now();
            return work(session);
        });
        if (!more) return more.error();
        if (!*more) return {};
        rest(terms_.pace, std::chrono::duration_cast<Duration>(Steady::now() - begun));
    }
}

Result<void> ImportSteps::settle() {
    const auto due = session_.read(
        [](Session& session) -> Result<bool> { return session.pending.is_in_force(); });
    if (!due) return due.error();
    if (!*due) return {};
    return in_steps([&](Session& session) -> Result<bool> {
        return carry_out_some(session, terms_.pace.rows_at_once);
    });
}

Result<void> ImportSteps::write(ImportStage& stage) {
    if (stage.count() == 0) return {};
    if (stage.rows() <= terms_.pace.rows_at_once) return write_at_once(stage);
    if (auto begun = begin(); !begun) return begun;
    auto written = write_portions(stage);
    if (written) written = put_in_force();
    if (!written) {
        give_up();
        return written;
    }
    rest(terms_.pace, Duration{0});
    static_cast<void>(settle());
    return {};
}

Result<void> ImportSteps::write_at_once(ImportStage& stage) {
    return session_.edit([&](Session& session) -> Result<void> {
        while (carry_out_some(session, std::numeric_limits<long long>::max())) continue;
        session.pending.disturb();
        ImportChecks checks(whole_);
        for (long long number = 1; number <= stage.count(); ++number) {
            const auto portion = stage.portion(number);
            if (auto fits = checks.next(session.reader, portion); !fits) return fits;
            carry_out(portion, session.writer);
        }
        return checks.finish(session.reader);
    });
}

Result<void> ImportSteps::begin() {
    const auto ours = [&](Session& session) -> Result<bool> {
        if (carry_out_some(session, terms_.pace.rows_at_once)) return true;
        const auto now = session.pending.state();
        if (!now || now->id != id_) {
            session.pending.begin({id_, false, false, the_time(), terms_.stale_after});
        }
        return session.pending.clear();
    };
    return in_steps(ours);
}

Result<void> ImportSteps::is_ours(Session& session) const {
    const auto now = session.pending.state();
    if (!now || now->id != id_ || now->in_force) return another_import("began");
    if (now->disturbed) return another_import("was written");
    return {};
}

Result<void> ImportSteps::write_portions(ImportStage& stage) {
    ImportChecks checks(whole_);
    long long next = 1;
    return in_steps([&](Session& session) -> Result<bool> {
        if (auto ours = is_ours(session); !ours) return ours.error();
        for (long long rows = 0; rows < terms_.pace.rows_at_once && next <= stage.count(); ++next) {
            const auto portion = stage.portion(next);
            if (auto fits = checks.next(session.reader, portion); !fits) return fits.error();
            session.pending.add(portion);
            rows += portion.rows();
        }
        if (next <= stage.count()) return true;
        if (auto fits = checks.finish(session.reader); !fits) return fits.error();
        return false;
    });
}

Result<void> ImportSteps::put_in_force() {
    return session_.edit([&](Session& session) -> Result<void> {
        if (auto ours = is_ours(session); !ours) return ours;
        if (auto fits = check_touched(session); !fits) return fits;
        session.pending.put_in_force();
        return {};
    });
}

Result<void> ImportSteps::check_touched(Session& session) const {
    ImportChecks checks(whole_);
    for (const auto& account : session.pending.touched()) {
        for (const auto& portion : session.pending.portions(account)) {
            if (auto fits = checks.next(session.reader, portion); !fits) return fits;
        }
    }
    return checks.finish(session.reader);
}

void ImportSteps::give_up() {
    static_cast<void>(in_steps([&](Session& session) -> Result<bool> {
        const auto now = session.pending.state();
        if (!now || now->id != id_) return false;
        if (session.pending.clear()) return true;
        session.pending.end();
        return false;
    }));
}

bool carry_out_some(EditingSession::Session& session, long long rows) {
    if (!session.pending.is_in_force()) return false;
    while (rows > 0) {
        const auto portion = session.pending.next();
        if (!portion) break;
        carry_out(*portion, session.writer);
        session.pending.remove(*portion);
        rows -= portion->rows();
    }
    if (rows <= 0 || session.pending.clear()) return true;
    session.pending.end();
    return false;
}

void carry_out_of(EditingSession::Session& session, const std::string& account) {
    for (const auto& portion : session.pending.portions(account)) {
        carry_out(portion, session.writer);
        session.pending.remove(portion);
    }
}

}  // namespace postern
