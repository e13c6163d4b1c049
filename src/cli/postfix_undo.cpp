// SPDX-License-Identifier: Apache-2.0
//
// postern postfix undo: puts back what the latest `apply` changed, to the byte; all of it or, where
// somebody changed a file since, nothing.
#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "kept_changes.hpp"
#include "postfix_restart.hpp"
#include "queue_places.hpp"
#include "signer.hpp"
#include "site_file.hpp"

namespace postern {

namespace {

using postfix::FileChange;
using postfix::FileChanges;

constexpr std::array kUndoOptions{kYes, kRestart};
constexpr mode_t kRestoredMode = 0644;

/// What somebody else did to these files, each with its place; those that are as they were before
/// need nothing.
Result<std::vector<std::string>> changed_since(const FileChanges& changes) {
    std::vector<std::string> told;
    for (const auto& change : changes) {
        const auto now = read_content(change.path);
        if (!now) return now.error();
        if (*now == change.before) continue;
        for (const auto& difference : postfix::differences(change.after, *now))
            told.push_back(change.path + ": " + difference);
    }
    return told;
}

Exit refuse(const Call& call, const std::vector<std::string>& changed, const KeptChanges& kept) {
    for (const auto& one : changed)
        call.streams.err << "postern postfix undo: " << one << " since apply\n";
    call.streams.err << "nothing was put back. How it was before is in " << kept.place() << '\n';
    return Exit::no;
}

/// Told before it is done: nobody presents it any more.
void tell_of_waiting(const Call& call, const Wiring& wiring) {
    if (call.json()) return;
    const auto waiting = QueuePlaces::all(wiring.settings, call).besides({});
    if (waiting.empty()) return;
    call.out() << waiting.size() << " in the queue for " << wiring.settings.drafts.domain
               << ": they wait until Postfix knows of postern again\n";
}

/// main.cf first: it names the tables.
Result<void> put_back(const FileChanges& changes) {
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (auto done = put_content(change->path, change->before, kRestoredMode); !done)
            return done;
    }
    return {};
}

/// opendkim.conf and what goes with it stand elsewhere.
bool concerns_signer(const Wiring& wiring, const FileChanges& changes) {
    return std::any_of(changes.begin(), changes.end(), [&](const FileChange& change) {
        return !change.path.starts_with(wiring.configuration + "/");
    });
}

Exit report_undone(const Call& call, const Wiring& wiring, const FileChanges& changes) {
    const bool signer = concerns_signer(wiring, changes);
    const auto commands = restarts(wiring, signer);
    if (call.json()) {
        auto files = Json::array();
        for (const auto& change : changes) files.push_back(change.path);
        const auto then = call.given.has("restart") ? std::vector<std::string>{} : commands;
        print_json(call, {{"put_back", std::move(files)}, {"then", then}});
        return restart_or_tell(call, commands, {});
    }
    for (const auto& change : changes)
        call.out() << (change.before ? "as it was: " : "removed: ") << change.path << '\n';
    for (const auto& key : wiring.signing.keys) {
        if (signer && is_there(key))
            call.out() << "stays, as it is published: " << key.path << '\n';
    }
    return restart_or_tell(call, commands, {});
}

Exit undo(const Call& call, const Wiring& wiring, const FileChanges& changes, KeptChanges& kept) {
    const auto changed = changed_since(changes);
    if (!changed) return fail(call, changed.error());
    if (!changed->empty()) return refuse(call, *changed, kept);
    if (!call.given.has("yes")) {
        for (const auto& change : changes) call.out() << change.path << '\n';
    }
    tell_of_waiting(call, wiring);
    if (!agreed(call, "Put these files back as they were?")) {
        call.out() << "\nnothing was put back\n";
        return Exit::no;
    }
    if (auto done = put_back(changes); !done) return fail(call, done.error());
    if (auto done = kept.forget(); !done) return fail(call, done.error());
    std::error_code not_empty;
    std::filesystem::remove(wiring.folder(), not_empty);
    return report_undone(call, wiring, changes);
}

}  // namespace

std::span<const Option> postfix_undo_options() {
    return kUndoOptions;
}

Exit run_postfix_undo(const Call& call) {
    if (call.json() && !call.given.has("yes"))
        return misuse(call, invalid("--json does not ask: give --yes as well"));
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto wiring = read_wiring(*settings);
    if (!wiring) return fail(call, wiring.error());
    KeptChanges kept(wiring->kept());
    const auto changes = kept.latest();
    if (!changes) return fail(call, changes.error());
    if (changes->empty()) {
        call.streams.err << "postern postfix undo: nothing of an apply is kept in "
                         << wiring->kept() << '\n';
        return Exit::no;
    }
    return undo(call, *wiring, *changes, kept);
}

}  // namespace postern
