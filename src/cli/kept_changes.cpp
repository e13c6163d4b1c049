// SPDX-License-Identifier: Apache-2.0
#include "kept_changes.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "postern/base/digest.hpp"

#include "site_file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;
using postfix::Content;
using postfix::FileChange;
using postfix::FileChanges;

constexpr mode_t kKeptFolderMode = 0700;
constexpr mode_t kKeptFileMode = 0600;
constexpr auto kNone = "-";

std::string checksum(const Content& content) {
    if (!content) return kNone;
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const auto byte : sha256({*content})) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0xFU];
    }
    return text;
}

Result<void> write_copy(const std::string& folder, const FileChange& change,
                        const Content& content) {
    if (!content) return {};
    const auto copy = folder + change.path;
    if (auto made = make_folder(fs::path(copy).parent_path(), kKeptFolderMode); !made) return made;
    return put_content(copy, content, kKeptFileMode);
}

Result<void> write_changes(const std::string& folder, const FileChanges& changes) {
    std::string list;
    for (const auto& change : changes) {
        if (auto done = write_copy(folder + "/before", change, change.before); !done) return done;
        if (auto done = write_copy(folder + "/after", change, change.after); !done) return done;
        list += checksum(change.before) + " " + checksum(change.after) + " " + change.path + "\n";
    }
    return put_content(folder + "/files", list, kKeptFileMode);
}

Result<Content> read_copy(const std::string& copy, const std::string& expected) {
    auto content = expected == kNone ? Result<Content>(Content()) : read_content(copy);
    if (content && checksum(*content) != expected)
        return invalid(copy + " is not the copy that was written");
    return content;
}

Result<FileChanges> read_changes(const std::string& folder) {
    const auto list = read_content(folder + "/files");
    if (!list) return list.error();
    FileChanges changes;
    std::istringstream lines(list->value_or(""));
    std::string before;
    std::string after;
    std::string path;
    while (lines >> before >> after && std::getline(lines >> std::ws, path)) {
        auto first = read_copy(folder + "/before" + path, before);
        if (!first) return first.error();
        auto second = read_copy(folder + "/after" + path, after);
        if (!second) return second.error();
        changes.push_back({path, *std::move(first), *std::move(second)});
    }
    return changes;
}

/// Nobody changed these files in between.
bool follows(const FileChanges& changes, const FileChanges& earlier) {
    return std::all_of(changes.begin(), changes.end(), [&](const FileChange& change) {
        return std::all_of(earlier.begin(), earlier.end(), [&](const FileChange& known) {
            return known.path != change.path || known.after == change.before ||
                   known.before == change.before;
        });
    });
}

}  // namespace

int KeptChanges::number() const {
    int highest = 0;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder_, failed)) {
        const auto name = entry.path().filename().string();
        const bool counts = name.find_first_not_of("0123456789") == name.npos && name.size() < 9;
        if (counts) highest = std::max(highest, std::stoi(name));
    }
    return highest;
}

std::string KeptChanges::folder_of(int number) const {
    return folder_ + "/" + std::to_string(number);
}

std::string KeptChanges::place() const {
    return folder_of(number()) + "/before";
}

Result<FileChanges> KeptChanges::latest() const {
    return number() == 0 ? Result<FileChanges>(FileChanges{}) : read_changes(folder_of(number()));
}

int KeptChanges::joined_by(int number) const {
    const auto text = read_content(folder_of(number) + "/joins");
    return text && *text ? std::atoi((*text)->c_str()) : 0;
}

/// Whole or not at all: it has its name when all of it is written.
Result<void> KeptChanges::keep(const FileChanges& changes) {
    const auto before = latest();
    if (!before) return before.error();
    const auto last = number();
    const bool joins = last > 0 && follows(changes, *before);
    const auto unfinished = folder_ + "/unfinished";
    std::error_code failed;
    fs::remove_all(unfinished, failed);
    auto written = make_folder(unfinished, kKeptFolderMode);
    if (written) written = write_changes(unfinished, joins ? joined(*before, changes) : changes);
    if (written && joins)
        written = put_content(unfinished + "/joins", std::to_string(last) + "\n", kKeptFileMode);
    if (written) {
        fs::rename(unfinished, folder_of(last + 1), failed);
        if (!failed) return {};
        written = Error{ErrorCode::unavailable, folder_ + ": " + failed.message()};
    }
    fs::remove_all(unfinished, failed);
    if (last == 0) fs::remove(folder_, failed);
    return written;
}

void KeptChanges::confirm() {
    std::error_code failed;
    for (auto earlier = joined_by(number()); earlier > 0;) {
        const auto next = joined_by(earlier);
        fs::remove_all(folder_of(earlier), failed);
        earlier = next;
    }
}

void KeptChanges::withdraw() {
    std::error_code failed;
    fs::remove_all(folder_of(number()), failed);
    if (number() == 0) fs::remove_all(folder_, failed);
}

Result<void> KeptChanges::forget() {
    confirm();
    std::error_code failed;
    fs::remove_all(folder_of(number()), failed);
    if (failed) return Error{ErrorCode::unavailable, folder_ + ": " + failed.message()};
    if (number() == 0) fs::remove_all(folder_, failed);
    return {};
}

}  // namespace postern
