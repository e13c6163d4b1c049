// SPDX-License-Identifier: Apache-2.0
#include "replace_together.hpp"

#include <filesystem>
#include <iterator>

#include "site_file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;
using postfix::FileChange;
using postfix::FileChanges;

constexpr mode_t kMadeFolderMode = 0755;

/// Clears what did not take its place, however the replacement ends.
class Beside {
  public:
    explicit Beside(const FileChanges& changes) : changes_(changes) {}
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;
    ~Beside() { clear_leftovers(changes_); }

  private:
    const FileChanges& changes_;
};

Result<void> prepare(const FileChange& change, mode_t mode) {
    const auto now = read_content(change.path);
    if (!now) return now.error();
    if (*now != change.before)
        return Error{ErrorCode::conflict, "somebody is changing it: try again", {change.path}};
    const auto folder = fs::path(change.path).parent_path();
    if (auto made = make_folder(folder, kMadeFolderMode); !made) return made;
    return set_beside(change.path, change.after, mode);
}

Error with_outcome(Error error, const std::string& outcome) {
    error.what += "; " + outcome;
    return error;
}

/// The last first. Those that cannot be put back either are named.
std::string put_back(FileChanges::const_iterator first, FileChanges::const_iterator last,
                     mode_t mode) {
    std::string lost;
    for (auto change = std::make_reverse_iterator(last);
         change != std::make_reverse_iterator(first); ++change) {
        if (!put_content(change->path, change->before, mode)) lost += " " + change->path;
    }
    return lost.empty() ? "nothing was changed" : "changed, and could not be put back:" + lost;
}

}  // namespace

Result<void> replace_together(const FileChanges& changes, mode_t mode) {
    const Beside beside(changes);
    for (const auto& change : changes) {
        if (auto done = prepare(change, mode); !done)
            return with_outcome(done.error(), "nothing was changed");
    }
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (auto done = take_place(change->path, change->after); !done)
            return with_outcome(done.error(), put_back(changes.begin(), change, mode));
    }
    return {};
}

void clear_leftovers(const FileChanges& changes) {
    for (const auto& change : changes) clear_beside(change.path);
}

}  // namespace postern
