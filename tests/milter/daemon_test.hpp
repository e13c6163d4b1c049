// SPDX-License-Identifier: Apache-2.0
//
// A posternd of the test's own: real program, real socket, real databases in a folder that goes
// with the test. Account "shop" has Anna and Ben, "quiet" has notifications switched off; nobody
// is online. The clock is the machine's: what has to be over happened an hour ago (long_ago()),
// what has to be running happens now and has a window of ten minutes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/chat/draft.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/store/editor.hpp"
#include "postern/store/state.hpp"

#include "milter_client.hpp"
#include "posternd.hpp"
#include "temporary_directory.hpp"

namespace postern::testing {

inline constexpr const char* kDraftHop = "POSTERN-DRAFT";
inline constexpr const char* kOutHop = "POSTERN-OUT";
inline constexpr const char* kBounceHop = "POSTERN-BOUNCE";

class DaemonTest : public ::testing::Test {
  public:
    /// A sound draft of an hour ago, for everybody in account "shop".
    [[nodiscard]] static MilterMessage draft(const std::string& id = "draft-1");

  protected:
    DaemonTest();

    /// Writes postern.yaml with that group changed, in YAML's flow style: "{ key: value }".
    void configure(const std::string& group, const std::string& text);
    /// Starts the daemon; its socket accepts when this returns.
    Posternd& start();
    [[nodiscard]] Posternd& daemon() { return *daemon_; }
    /// Waits until the daemon has written that; its log is the failure's message.
    [[nodiscard]] ::testing::AssertionResult logs(const std::string& text);

    /// Connected, agreed and greeted.
    [[nodiscard]] MilterClient connect(const std::string& daemon_name = kDraftHop,
                                       const std::string& client_address = "127.0.0.1") const;

    /// Submits a draft on DRAFT and gives back what reaches OUT for one agent of it.
    MilterMessage handed_over(const MilterMessage& draft, const std::string& agent);
    MilterMessage handed_over(const std::string& agent) { return handed_over(draft(), agent); }

    /// What is on record, sorted: "anna sent", "ben withheld O2".
    std::vector<std::string> record() const;
    /// The ids of all drafts there.
    std::set<std::string> drafts_on_record() const;
    std::unique_ptr<DirectoryEditor> directory() const;
    /// To look at: it cannot be written through this.
    [[nodiscard]] std::unique_ptr<State> state() const;

    [[nodiscard]] std::string address() const { return "unix:" + path("postern.sock"); }
    [[nodiscard]] std::string path(const std::string& name) const { return folder_.path() / name; }
    [[nodiscard]] const KeyRing& keys() const { return keys_; }

    TemporaryDirectory folder_;

  private:
    void write_configuration() const;
    [[nodiscard]] std::vector<Notification> notifications() const;

    KeyRing keys_;
    std::map<std::string, std::string> groups_;
    std::optional<Posternd> daemon_;
};

/// An hour ago, to the second.
std::string long_ago();
/// Now, to the second.
std::string just_now();

/// Sets one header of a message.
MilterMessage with(MilterMessage message, const std::string& name, const std::string& value);
MilterMessage without(MilterMessage message, const std::string& name);

}  // namespace postern::testing
