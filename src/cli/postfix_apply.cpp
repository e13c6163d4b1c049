// SPDX-License-Identifier: Apache-2.0
//
// postern postfix apply: does what `plan` prints. postconf edits copies of main.cf and master.cf;
// what was there is kept first, and then all files are put in place or none. Postfix is not told.
#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "kept_changes.hpp"
#include "postfix_plan.hpp"
#include "postfix_programs.hpp"
#include "postfix_restart.hpp"
#include "replace_together.hpp"
#include "signer.hpp"
#include "site_file.hpp"
#include "site_lock.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;
using postfix::FileChange;
using postfix::FileChanges;

constexpr std::array kPostfixApplyOptions{kYes, kRestart, kNoSigner};
constexpr std::array kEdited{"master.cf", "main.cf"};
constexpr mode_t kTableMode = 0644;
constexpr mode_t kMadeFolderMode = 0755;

/// A folder with copies of main.cf and master.cf that is gone at the end of the scope.
class Workshop {
  public:
    explicit Workshop(std::string folder) : folder_(std::move(folder)) {}
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    ~Workshop() {
        std::error_code failed;
        fs::remove_all(folder_, failed);
    }

    Result<void> bring(const FileChange& file, const std::string& name) const {
        if (auto made = make_folder(folder_, 0700); !made) return made;
        // postconf adds what is new to the last line, where that has no end.
        auto text = file.before.value_or("");
        if (!text.empty() && !text.ends_with('\n')) text += '\n';
        return put_content(folder_ + "/" + name, text, 0600);
    }
    Result<void> run(const postfix::PostconfCall& call, const Settings& settings) const {
        auto here = settings.postfix;
        here.config_directory = folder_;
        const auto done = PostfixPrograms(here).postconf(call.words);
        return done ? Result<void>{} : Result<void>(done.error());
    }
    [[nodiscard]] Result<postfix::Content> result(const std::string& name) const {
        return read_content(folder_ + "/" + name);
    }

  private:
    std::string folder_;
};

Result<FileChanges> edited_files(const Wiring& wiring) {
    FileChanges files;
    const Workshop workshop(wiring.folder() + "/edited");
    for (const std::string name : kEdited) {
        auto before = read_content(wiring.file(name));
        if (!before) return before.error();
        files.push_back({wiring.file(name), *std::move(before), {}});
        if (auto done = workshop.bring(files.back(), name); !done) return done.error();
    }
    for (const auto& call : postfix::calls_for(wiring.plan)) {
        if (auto done = workshop.run(call, wiring.settings); !done) return done.error();
    }
    for (std::size_t i = 0; i < kEdited.size(); ++i) {
        auto after = workshop.result(kEdited.at(i));
        if (!after) return after.error();
        files[i].after = *std::move(after);
    }
    return files;
}

/// Tables first: main.cf names them.
Result<FileChanges> changes_for(const Wiring& wiring) {
    FileChanges changes;
    for (const auto& table : wiring.plan.tables) {
        const auto there = wiring.around.tables.find(table.name);
        const auto before = there == wiring.around.tables.end() ? postfix::Content()
                                                                : postfix::Content(there->second);
        changes.push_back({wiring.folder() + "/" + table.name, before, table.text});
    }
    for (const auto& addition : wiring.signing.additions) {
        auto before = read_content(addition.path);
        if (!before) return before.error();
        changes.push_back({addition.path, *before, postfix::with(addition, before->value_or(""))});
    }
    auto edited = edited_files(wiring);
    if (!edited) return edited.error();
    changes.insert(changes.end(), edited->begin(), edited->end());
    std::erase_if(changes, [](const FileChange& one) { return one.before == one.after; });
    return changes;
}

/// What was kept counts as soon as one file differs; confirm() is for who looked at Postfix.
void settle(const FileChanges& changes, KeptChanges& kept) {
    const bool untouched = std::all_of(changes.begin(), changes.end(), [](const auto& one) {
        const auto now = read_content(one.path);
        return now && *now == one.before;
    });
    if (untouched) kept.withdraw();
}

/// Keys first: the signer's files name them, and one that is made is never taken back.
Result<void> change_site(const Wiring& wiring, const FileChanges& changes) {
    for (const auto& key : wiring.missing_keys) {
        if (auto made = make_key(key); !made) return made;
    }
    KeptChanges kept(wiring.kept());
    if (auto done = kept.keep(changes); !done) return done;
    auto done = replace_together(changes, kTableMode);
    settle(changes, kept);
    return done;
}

Result<FileChanges> apply(const Wiring& wiring) {
    const bool new_folder = !fs::exists(wiring.folder());
    if (auto made = make_folder(wiring.folder(), kMadeFolderMode); !made) return made.error();
    auto changes = changes_for(wiring);
    const auto done = changes ? change_site(wiring, *changes) : Result<void>(changes.error());
    if (done) return changes;
    std::error_code not_empty;
    if (new_folder) fs::remove(wiring.folder(), not_empty);
    return done.error();
}

/// What is still not in force is a defect of ours, or somebody is at it as well.
Exit look_again(const Call& call, const Wiring& before) {
    const auto now = read_wiring(before.settings, before.use);
    if (!now) return fail(call, now.error());
    for (const auto& line : now->plan.lines) {
        if (line.in_force) continue;
        call.streams.err << "postern postfix apply: " << line.place << " is still '" << line.present
                         << "', and has to be '" << line.value << "'\n";
    }
    if (!call.json()) print_left(*now, call.out());
    return now->complete() ? Exit::good : Exit::no;
}

/// Mail moved before, and has to move again.
Exit take_back(const Call& call, const Wiring& wiring, const FileChanges& changes,
               const std::vector<std::string>& commands) {
    auto& err = call.streams.err;
    err << "postern postfix apply: Postfix does not run with these files, and its log says why; "
           "they are put back\n";
    FileChanges back;
    for (auto one = changes.rbegin(); one != changes.rend(); ++one)
        back.push_back({one->path, one->after, one->before});
    if (auto done = replace_together(back, kTableMode); !done) return fail(call, done.error());
    KeptChanges(wiring.kept()).withdraw();
    std::error_code not_empty;
    fs::remove(wiring.folder(), not_empty);
    for (const auto& command : commands) restart_now(call, command);
    err << (postfix_comes_up(wiring) ? "Postfix runs as it did before\n"
                                     : "Postfix does not run with its own files either\n");
    return Exit::no;
}

/// Of the keys that were made.
std::vector<std::string> records_of(const Wiring& wiring) {
    std::vector<std::string> records;
    for (const auto& key : wiring.missing_keys) {
        if (const auto record = record_of(key)) records.push_back(*record);
    }
    return records;
}

/// What is left to do, as long as nobody asked for it.
std::vector<std::string> then(const Call& call, const Wiring& wiring) {
    return call.given.has("restart") ? std::vector<std::string>{}
                                     : restarts(wiring, wiring.signer_changes());
}

void report_applied(const Call& call, const Wiring& wiring, const FileChanges& changes) {
    if (call.json()) {
        auto files = Json::array();
        for (const auto& change : changes) files.push_back(change.path);
        auto records = Json::array();
        for (const auto& record : records_of(wiring)) records.push_back(record);
        print_json(call, {{"changed", std::move(files)},
                          {"publish", std::move(records)},
                          {"drafts", drafts_at(wiring)},
                          {"then", then(call, wiring)}});
        return;
    }
    if (!call.given.has("yes")) call.out() << '\n';
    for (const auto& change : changes)
        call.out() << (change.before ? "changed: " : "new: ") << change.path << '\n';
    call.out() << "kept as they were: " << KeptChanges(wiring.kept()).place()
               << " (postern postfix undo)\n";
    for (const auto& record : records_of(wiring)) call.out() << "publish: " << record << '\n';
    call.out() << "drafts are taken at " << drafts_at(wiring) << '\n';
}

}  // namespace

std::span<const Option> postfix_apply_options() {
    return kPostfixApplyOptions;
}

Exit run_postfix_apply(const Call& call) {
    if (call.json() && !call.given.has("yes"))
        return misuse(call, invalid("--json does not ask: give --yes as well"));
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto folder = configuration_folder(*settings);
    if (!folder) return fail(call, folder.error());
    const auto lock = SiteLock::take(*folder);
    if (!lock) return fail(call, lock.error());
    const auto wiring = read_wiring(*settings, signer_use(call));
    if (!wiring) return fail(call, wiring.error());
    // Hundreds of lines, for whoever is to agree to them.
    const bool asks = !call.given.has("yes");
    if (!call.json() && (asks || wiring->complete())) print_plan(*wiring, call.out());
    if (is_obstructed(*wiring, call)) return Exit::no;
    if (wiring->complete()) {
        if (call.json()) report_applied(call, *wiring, {});
        return Exit::good;
    }
    if (!agreed(call, "\nDo this?")) {
        call.out() << "\nnothing was changed\n";
        return Exit::no;
    }
    const auto changes = apply(*wiring);
    if (!changes) return fail(call, changes.error());
    report_applied(call, *wiring, *changes);
    const auto seen = look_again(call, *wiring);
    const auto commands = restarts(*wiring, wiring->signer_changes());
    const bool ran = call.given.has("restart") && postfix_runs(*wiring);
    const auto done = restart_or_tell(call, *wiring, commands, steps_to_posternd(*wiring));
    if (ran && !postfix_comes_up(*wiring)) return take_back(call, *wiring, *changes, commands);
    KeptChanges(wiring->kept()).confirm();
    return seen == Exit::good ? done : seen;
}

}  // namespace postern
