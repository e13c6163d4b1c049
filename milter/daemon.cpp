// SPDX-License-Identifier: Apache-2.0
#include "daemon.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <malloc.h>
#include <semaphore>
#include <thread>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"
#include "postern/base/visible.hpp"
#include "postern/config/reload.hpp"
#include "postern/gateway/mail_log_reader.hpp"
#include "postern/gateway/releases.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/log_watch.hpp"
#include "postern/store/state.hpp"

#include "callbacks.hpp"
#include "privileges.hpp"
#include "supervisor.hpp"

namespace postern {

namespace {

/// What a large message took goes back to the system with the message. The C library would raise
/// the size from which it does so to that of the largest ever given back (mallopt(3)), and keep as
/// much for each thread.
void give_large_memory_back() {
    constexpr int kLarge = 256 * 1024;
    ::mallopt(M_MMAP_THRESHOLD, kLarge);
}

DatabaseOptions options_for(const Settings& settings, const std::string& url) {
    DatabaseOptions options{url, settings.directory.readers, settings.database.busy_timeout};
    options.may_be_absent = true;
    return options;
}

struct Stores {
    std::unique_ptr<Directory> directory;
    std::unique_ptr<State> state;
};

/// Neither need be there yet: mail is answered 451 until both are.
Result<Stores> open_stores(const Settings& settings, const ledger::Terms& terms, const Clock& clock,
                           Pulses& pulses) {
    auto directory = open_directory(options_for(settings, settings.directory.database));
    if (!directory) return directory.error();
    StateOptions kept{options_for(settings, settings.state.database), settings.state.keep, &clock,
                      terms};
    kept.pulses = &pulses;
    auto state = open_state(kept);
    if (!state) return state.error();
    return Stores{*std::move(directory), *std::move(state)};
}

/// Each by its key: "milter.socket, state.keep".
std::string listed(const std::vector<std::string_view>& keys) {
    std::string list;
    for (const auto key : keys) list.append(list.empty() ? "" : ", ").append(key);
    return list;
}

/// What was sealed with a key that is gone will be refused at OUT.
void warn_of_removed_keys(const Settings& was, const Settings& is, State& state) {
    const auto& files = is.keys.files;
    const bool all_are_there =
        std::all_of(was.keys.files.begin(), was.keys.files.end(), [&](const auto& file) {
            return std::find(files.begin(), files.end(), file) != files.end();
        });
    if (all_are_there) return;
    const auto unfinished = state.unfinished();
    if (!unfinished || unfinished->empty()) return;
    LogLine(Severity::warning, "keys-removed")
        .with("notifications", static_cast<std::int64_t>(unfinished->size()));
}

/// A bad file leaves everything as it is: that it was refused, and why, is in the log.
void reload(const std::string& path, CurrentConfiguration& current, State& state) {
    const auto old = current.get();
    auto next = load_configuration(path, old.get());
    if (!next.configuration) {
        for (const auto& finding : next.findings) {
            LogLine(Severity::error, "configuration-refused").with("error", finding.message());
        }
        return;
    }
    const auto& is = next.configuration->settings;
    if (const auto keys = restart_needed(old->settings, is); !keys.empty()) {
        LogLine(Severity::warning, "restart-needed").with("for", listed(keys));
    }
    configure_log(is.log.to, is.log.level, is.log.facility);
    warn_of_removed_keys(old->settings, is, state);
    current.replace(next.configuration);
    LogLine(Severity::info, "configuration-loaded").with("file", path);
}

void complain(std::string_view event, const Error& error) {
    LogLine(Severity::error, event).with("error", error.message());
}

/// Made or migrated before anybody can see the socket and look for them, then read and written.
/// What cannot be now is told of; mail is answered 451 until it can.
void try_databases(Directory& directory, State& state) {
    const auto made = state.unfinished();
    if (!made) complain("state-unavailable", made.error());
    const auto written = made ? state.give_up({}) : made;
    if (made && !written) complain("state-unavailable", written.error());
    const auto read = directory.has_account({});
    if (!read) complain("directory-unavailable", read.error());
}

}  // namespace

std::shared_ptr<const Configuration> load_or_complain(const std::string& path) {
    auto result = load_configuration(path);
    for (const auto& finding : result.findings) {
        std::fprintf(stderr, "%s\n", visible(finding.message()).c_str());
    }
    return result.configuration;
}

int serve(const std::string& configuration_path, const std::shared_ptr<const Configuration>& first,
          Signals& signals) {
    give_large_memory_back();
    // What a reload changes is read from what is then in force; all else can only come from here.
    const auto start = start_settings(first->settings);
    const auto& settings = first->settings;
    configure_log(settings.log.to, settings.log.level, settings.log.facility);
    signals.heed_ends();
    const SystemClock clock;
    Pulses pulses;
    Supervisor supervisor(start.milter.socket, pulses, clock);
    PostfixQueue queue(start.postfix, start.drafts.domain);
    CurrentConfiguration current(first);
    if (const auto user = become_user(start.milter.user); !user) {
        complain("cannot-start", user.error());
        return 1;
    }
    LogWatch logs(options_for(start, start.directory.database),
                  options_for(start, start.state.database));
    Releases releases(queue, clock, start.postfix.releases_at_once, &pulses);
    supervisor.opening_databases();
    const auto stores = open_stores(start, *first->terms, clock, pulses);
    if (!stores) {
        complain("cannot-start", stores.error());
        return 1;
    }
    auto& [directory, state] = *stores;
    Gateway gateway(*directory, *state, releases, clock);
    try_databases(*directory, *state);
    if (const auto opened = open_milter(current, gateway); !opened) {
        complain("cannot-start", opened.error());
        return 1;
    }
    if (const auto access = set_socket_access(start.milter); !access) {
        complain("cannot-start", access.error());
        return 1;
    }
    releases.recover(
        *state,
        [&](const QueueListing& listing, TimePoint began) {
            gateway.held_in_queue(*current.get(), listing.held, began);
        },
        [&] { logs.look(); });
    MailLogReader mail_log(
        start.trail.from, log_opener(start.trail.from),
        [&](std::string_view path) { return departure_of(current.get()->keys, path); }, *state,
        clock, &pulses);
    mail_log.start();
    // From here on this thread only waits for signals (signals.hpp); others do the work.
    std::counting_semaphore<> wishes(0);
    std::atomic<bool> ending = false;
    std::thread housekeeper([&] {
        for (wishes.acquire(); !ending; wishes.acquire()) {
            supervisor.reloading();
            guarded("housekeeper", [&] { reload(configuration_path, current, *state); });
            supervisor.reloaded();
        }
    });
    // libmilter is never told to stop, which would take it seconds: whoever talks to it when the
    // process ends gets no answer, which Postfix takes for 451, and what was decided is on record.
    std::atomic<bool> broken = false;
    std::thread([&] {
        guarded("libmilter", [] {
            if (const auto ran = run_milter(); !ran) complain("milter-ended", ran.error());
        });
        broken = true;
        signals.stop();
    }).detach();
    LogLine(Severity::info, "started").with("socket", start.milter.socket);
    supervisor.ready([&releases] { return releases.parked(); });
    while (signals.wait() == Wish::reload) wishes.release();
    supervisor.stopping();
    stop_serving();
    queue.stop();
    releases.stop();
    mail_log.stop();
    ending = true;
    wishes.release();
    housekeeper.join();
    LogLine(Severity::info, "stopped");
    return broken ? 1 : 0;
}

}  // namespace postern
