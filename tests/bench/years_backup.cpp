// SPDX-License-Identifier: Apache-2.0
#include "years_backup.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "postern/store/backup.hpp"

#include "years_load.hpp"

namespace postern::bench {

namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Duration kKeep = std::chrono::days{36'500};
constexpr double kMegabyte = 1e6;

Seconds copy(const std::string& file, const fs::path& to) {
    fs::remove(to);
    const auto begun = Steady::now();
    if (const auto copied = back_up({"sqlite:" + file}, to.string()); !copied) {
        throw std::runtime_error(copied.error().message());
    }
    return Steady::now() - begun;
}

/// The newest thousand from before the copies were made.
std::vector<std::string> answers(const std::string& file, TimePoint before) {
    NotificationFilter filter;
    filter.until = before;
    filter.limit = 1000;
    std::vector<std::string> ids;
    const auto found = opened("sqlite:" + file, kKeep, false)->find(filter);
    if (!found) throw std::runtime_error(found.error().message());
    for (const auto& notification : *found) ids.push_back(notification.id);
    return ids;
}

}  // namespace

void back_up_beside_mail(const std::string& file, const fs::path& folder) {
    const auto to = folder / "copy.db";
    const auto begin = now();
    const auto alone = copy(file, to);
    const auto state = opened("sqlite:" + file, kKeep, false);
    std::atomic<bool> done = false;
    Seconds beside{};
    std::thread copying([&] {
        beside = copy(file, to);
        done = true;
    });
    const auto mail_beside = settle_while(*state, [&] { return done.load(); });
    copying.join();
    const auto log = static_cast<double>(fs::file_size(file + "-wal")) / kMegabyte;
    const auto mail_alone =
        settle_for(*state, std::chrono::duration_cast<std::chrono::milliseconds>(beside));
    std::printf(
        "backup: %.1f s alone, %.1f s beside mail, which reached %.2f of what it does alone; "
        "its log grew to %.0f MB; the copy answers %s\n",
        alone.count(), beside.count(),
        static_cast<double>(mail_beside) / static_cast<double>(std::max(1LL, mail_alone)), log,
        answers(to.string(), begin) == answers(file, begin) ? "the same" : "OTHERWISE");
    fs::remove(to);
}

}  // namespace postern::bench
