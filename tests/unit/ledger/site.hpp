// SPDX-License-Identifier: Apache-2.0
//
// A small site: an account or two, drafts for three agents, two sender domains, and what Postfix
// holds of them. It turns the steps of a schedule into requests, and takes the answers as Postfix
// and the remote hosts would.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "postern/ledger/decide.hpp"

#include "schedule.hpp"

namespace postern::ledger {

/// A queue file with one notification of a draft.
struct QueueFile {
    Notification notification;  ///< As it was accepted.
    std::string delivery;
    std::vector<std::string> earlier{};
    bool is_gone = false;
    bool is_busy = false;  ///< Presented in this batch.
};

/// Mail that left.
struct Departure {
    Notification notification;  ///< As it was on record then.
};

struct Report {
    ProvedBounce bounce;
    bool has_left_again = false;  ///< What it asked for left.
    bool is_busy = false;         ///< Presented in this batch.
};

/// A request, and what its answer leads to.
struct Move {
    Request request;
    std::function<void(const Answer&)> follow;
    std::string told;  ///< For people.
    TimePoint at{};    ///< When it was asked.
};

/// Two of them are one mailbox where the comparison ignores case.
inline constexpr std::array kAddresses{"info@x.example", "Info@x.example", "anna@y.example"};
inline constexpr std::array kSenders{"one.example", "two.example"};

class Site {
  public:
    explicit Site(std::uint64_t seed);

    /// Nothing where there is nothing to do it to.
    std::optional<Move> move(const Step& step);
    void end_batch();

    [[nodiscard]] const Terms& terms() const { return terms_; }
    [[nodiscard]] bool compares_alike() const { return compares_alike_; }
    [[nodiscard]] const std::vector<Departure>& departures() const { return departures_; }

  private:
    std::optional<Move> made(Act act, Dice& dice);
    std::optional<Move> submit(Dice& dice);
    std::optional<Move> present(Dice& dice, bool is_copy);
    std::optional<Move> bounce(Dice& dice);
    std::optional<Move> repeat(Dice& dice);
    std::optional<Move> operate(Dice& dice);
    std::optional<Move> give_up(Dice& dice);
    std::optional<Move> tell(Dice& dice);
    void change_terms(Dice& dice);
    Move suppress(Dice& dice, const std::string& subject, const Author& author) const;
    Move suspend(Dice& dice, const std::string& domain, const Author& author) const;
    QueueFile* some_file(Dice& dice);
    QueueFile* presented(Dice& dice, bool is_copy);
    std::vector<Destination> judge(Dice& dice, Notification& n);
    std::vector<Destination> destinations(Dice& dice, const Notification& n);
    std::vector<SenderCandidate> candidates(Dice& dice, const Notification& n);
    void settled(std::size_t file, const Settlement& settlement);
    Move reported(std::size_t report);  ///< Presents it at BOUNCE.
    void take_effect(std::size_t report, const BounceEffect& effect);
    std::string next_id(const char* prefix) { return prefix + std::to_string(++ids_); }

    Terms terms_;
    bool compares_alike_ = true;  ///< The comparison of addresses was the same all the time.
    TimePoint now_;
    int ids_ = 0;
    std::vector<QueueFile> files_;
    std::vector<Departure> departures_;
    std::vector<Report> reports_;
    std::map<std::string, long long> caps_;
};

}  // namespace postern::ledger
