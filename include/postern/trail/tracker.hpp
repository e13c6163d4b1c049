// SPDX-License-Identifier: Apache-2.0
//
// Which entries of Postfix's log are about notifications of ours.
//
// The log itself says it: qmgr names a queue file's return path each time it takes the file up, and
// ours name the notification and are signed. So a queue id means what was last said of it, which
// holds for ids that are used again, for files that were queued again under another id, and without
// a word from the way of mail. What is not ours costs one look-up by queue id.
//
// Bounded: with more files under way than `most`, the longest known are forgotten until they are
// taken up again. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "postern/trail/trail.hpp"

namespace postern::trail {

/// Whose return path that is, without angle brackets; nothing where it is none of ours.
using Whose = std::function<std::optional<Departure>(std::string_view return_path)>;

class Tracker {
  public:
    static constexpr std::size_t kMost = 200'000;

    explicit Tracker(Whose whose, std::size_t most = kMost)
        : whose_(std::move(whose)), most_(most) {}

    /// What was known before, of an earlier process.
    void know(const std::string& queue_id, Departure departure);

    /// What the entry tells of a notification. Its time is the caller's to fill in.
    std::optional<Sighting> take(const Entry& entry);

    [[nodiscard]] std::size_t known() const { return files_.size(); }

  private:
    struct File {
        Departure departure;
        std::uint64_t number;
    };
    using Files = std::map<std::string, File, std::less<>>;

    std::optional<Sighting> see(const Active& active);
    std::optional<Sighting> see(const Attempt& attempt);
    std::optional<Sighting> see(const Expired& expired);
    std::optional<Sighting> see(const Removed& removed);
    std::optional<Sighting> sighting_of(std::string_view queue_id, Sighting::Kind kind) const;
    void forget(Files::iterator file);

    Whose whose_;
    std::size_t most_;
    Files files_;
    std::map<std::uint64_t, std::string> by_age_;  ///< The same, oldest first.
    std::uint64_t next_ = 0;
};

}  // namespace postern::trail
