// SPDX-License-Identifier: Apache-2.0
//
// postern postfix undo: puts back what the latest `apply` changed, to the byte; all of it or, where
// somebody changed a file since or one cannot be replaced, nothing.
#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

#include "postern/config/load.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "kept_changes.hpp"
#include "postfix_restart.hpp"
#include "queue_places.hpp"
#include "replace_together.hpp"
#include "signer.hpp"
#include "site_file.hpp"
#include "site_lock.hpp"

namespace postern {

namespace {

using postfix::FileChange;
using postfix::FileChanges;

constexpr Option kForce{"force", "",
                        "also where somebody changed a file since: that stays beside it, as "
                        "FILE.before-undo"};
constexpr std::array kUndoOptions{kYes, kRestart, kForce};
constexpr mode_t kRestoredMode = 0644;

/// What undo does to the files, and what somebody else did to them since.
struct Reversal {
    FileChanges back;         ///< In the order in which they are put back.
    FileChanges overwritten;  ///< Those of them that somebody changed.
    std::vector<std::string> changed_since;
};

/// main.cf first: it names the tables. Those that are as they were before need nothing.
Result<Reversal> reversal_of(const FileChanges& changes) {
    Reversal all;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        auto now = read_content(change->path);
        if (!now) return now.error();
        if (*now == change->before) continue;
        all.back.push_back({change->path, *now, change->before});
        if (*now == change->after) continue;
        all.overwritten.push_back(all.back.back());
        for (const auto& difference : postfix::differences(change->after, *now))
            all.changed_since.push_back(change->path + ": " + difference);
    }
    return all;
}

Exit refuse(const Call& call, const Reversal& all, const KeptChanges& kept) {
    for (const auto& one : all.changed_since)
        call.streams.err << "postern postfix undo: " << one << " since apply\n";
    call.streams.err
        << "nothing was put back. How it was before is in " << kept.place()
        << "; --force puts that back nonetheless, and keeps each file that was "
           "changed since as FILE.before-undo. So is what was set since on the advice of "
           "postern check or verify: --force takes it back with the rest\n";
    return Exit::no;
}

/// Nothing that somebody wrote is lost.
Result<void> keep_beside(const FileChanges& overwritten) {
    for (const auto& file : overwritten) {
        if (!file.before) continue;
        const auto copy = file.path + ".before-undo";
        if (auto done = put_content(copy, file.before, kRestoredMode); !done) return done;
    }
    return {};
}

/// Told before it is done: nobody presents it any more.
void tell_of_waiting(const Call& call, const Wiring& wiring) {
    if (call.json() || wiring.settings.drafts.domain.empty()) return;
    const auto waiting = QueuePlaces::all(wiring.settings, call).besides({});
    if (waiting.empty()) return;
    call.out() << waiting.size() << " in the queue for " << wiring.settings.drafts.domain
               << ": they wait until Postfix knows of postern again\n";
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
        return restart_or_tell(call, wiring, commands, {});
    }
    for (const auto& change : changes)
        call.out() << (change.before ? "as it was: " : "removed: ") << change.path << '\n';
    for (const auto& key : wiring.signing.keys) {
        if (signer && is_there(key))
            call.out() << "stays, as it is published: " << key.path << '\n';
    }
    return restart_or_tell(call, wiring, commands, {});
}

/// An apply before the one that was undone, with a change of somebody's between them.
void tell_of_earlier(const Call& call, const KeptChanges& kept) {
    const auto earlier = kept.latest();
    if (!earlier || earlier->empty()) return;
    call.streams.err << "postern postfix undo: an earlier apply still stands, from before somebody "
                        "changed its files; 'postern postfix undo' once more takes it back too. "
                        "How it was before is in "
                     << kept.place() << '\n';
}

void clear_folder(const Wiring& wiring, const FileChanges& changes) {
    clear_leftovers(changes);
    std::error_code not_empty;
    std::filesystem::remove_all(wiring.folder() + "/edited", not_empty);
    std::filesystem::remove(wiring.folder(), not_empty);
}

Exit undo(const Call& call, const Wiring& wiring, const FileChanges& changes, KeptChanges& kept) {
    const auto all = reversal_of(changes);
    if (!all) return fail(call, all.error());
    if (!all->overwritten.empty() && !call.given.has("force")) return refuse(call, *all, kept);
    if (!call.given.has("yes")) {
        for (const auto& change : changes) call.out() << change.path << '\n';
    }
    tell_of_waiting(call, wiring);
    if (!agreed(call, "Put these files back as they were?")) {
        call.out() << "\nnothing was put back\n";
        return Exit::no;
    }
    if (auto done = keep_beside(all->overwritten); !done) return fail(call, done.error());
    if (auto done = replace_together(all->back, kRestoredMode); !done)
        return fail(call, done.error());
    if (auto done = kept.forget(); !done) return fail(call, done.error());
    clear_folder(wiring, changes);
    if (!call.json()) {
        for (const auto& file : all->overwritten)
            call.out() << "changed since, kept as: " << file.path << ".before-undo\n";
    }
    const auto exit = report_undone(call, wiring, changes);
    tell_of_earlier(call, kept);
    return exit;
}

/// By whose files were changed, where the site cannot be asked.
std::string signer_behind(const Wiring& wiring, const FileChanges& changes) {
    if (!concerns_signer(wiring, changes)) return {};
    const bool rspamd = std::any_of(changes.begin(), changes.end(), [](const FileChange& change) {
        return change.path.find("/rspamd/") != change.path.npos;
    });
    return rspamd ? "rspamd" : "opendkim";
}

/// Files are put back whatever postern.yaml and main.cf have become: what is needed is the folder.
Result<Wiring> wiring_to_undo(const Call& call) {
    const auto loaded = load_settings(configuration_path(call));
    const auto folder = configuration_folder(loaded.settings);
    Wiring bare{
        loaded.settings, SignerUse::none, folder ? *folder : "/etc/postfix", {}, {}, {}, {}, {}};
    if (!loaded.good()) {
        call.streams.err << "postern postfix undo: goes by " << bare.configuration
                         << ", without what is wrong here: " << loaded.findings.front().message()
                         << '\n';
        return bare;
    }
    auto wiring = read_wiring(loaded.settings);
    const bool nothing_to_undo = !std::filesystem::exists(bare.kept());
    return wiring || nothing_to_undo ? wiring : Result<Wiring>(std::move(bare));
}

}  // namespace

std::span<const Option> postfix_undo_options() {
    return kUndoOptions;
}

Exit run_postfix_undo(const Call& call) {
    if (call.json() && !call.given.has("yes"))
        return misuse(call, invalid("--json does not ask: give --yes as well"));
    auto wiring = wiring_to_undo(call);
    if (!wiring) return fail(call, wiring.error());
    const auto lock = SiteLock::take(wiring->configuration);
    if (!lock) return fail(call, lock.error());
    KeptChanges kept(wiring->kept());
    const auto changes = kept.latest();
    if (!changes) return fail(call, changes.error());
    if (changes->empty()) {
        clear_folder(*wiring, {});
        call.streams.err << "postern postfix undo: nothing of an apply is kept in "
                         << wiring->kept() << '\n';
        return Exit::no;
    }
    if (wiring->signing.signer.empty()) wiring->signing.signer = signer_behind(*wiring, *changes);
    return undo(call, *wiring, *changes, kept);
}

}  // namespace postern
