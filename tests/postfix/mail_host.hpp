// SPDX-License-Identifier: Apache-2.0
//
// A mail server with postern on it, for one test suite: a private Postfix, posternd under it, the
// two databases, and the `postern` command to look at them. Everything is real but the remote side,
// which is the lab's sink. Missed chats have no grace window here, offline messages the given one.
// Throws std::runtime_error, in the words of whatever failed, where it cannot be set up or where
// the command fails.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/digest.hpp"
#include "postern/base/process.hpp"
#include "postern/base/time.hpp"

#include "draft_text.hpp"
#include "posternd.hpp"
#include "postfix_lab.hpp"
#include "record.hpp"
#include "smtp_client.hpp"
#include "temporary_directory.hpp"

namespace postern::testing {

inline constexpr auto kDraftsDomain = "drafts.example.test";
inline constexpr auto kSenderDomain = "mail.example.test";
inline constexpr auto kBounceDomain = "bounces.mail.example.test";

TimePoint now();

/// "everybody of that account", as a recipient.
std::string everybody(const std::string& account);

struct HostOptions {
    Duration window{0};  ///< Of offline messages.
    LabOptions lab{};
    /// Sections of postern.yaml in flow style, in addition to or in place of the usual ones.
    std::map<std::string, std::string> sections{};
    /// Whether posternd reads this Postfix's log (trail.from).
    bool trail = false;
    /// Shell commands for the process that becomes posternd, such as "ulimit -S -f 64".
    std::string before_posternd{};
    /// The user that posternd becomes, to whom everything it needs belongs.
    std::string user = "root";
};

class MailHost {
  public:
    /// `directory` as `postern directory import` takes it.
    explicit MailHost(std::string_view directory, const HostOptions& options = {});

    [[nodiscard]] const PostfixLab& postfix() const { return lab_; }
    [[nodiscard]] Posternd& posternd() { return posternd_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return data_; }
    [[nodiscard]] const std::filesystem::path& configuration() const { return configuration_; }
    [[nodiscard]] KeyRing keys() const;

    /// Runs `postern` with these arguments and returns what it printed.
    std::string postern(const std::vector<std::string>& arguments) const;
    /// The same, whatever its exit status.
    [[nodiscard]] ProcessResult attempt(const std::vector<std::string>& arguments) const;
    void import(std::string_view directory) const;
    /// The same as all there is: who is not named is gone.
    void import_whole(std::string_view directory) const;
    /// Events, one a line, as `postern directory apply` takes them.
    void tell(std::string_view events) const;

    /// One attempt, on a connection of its own.
    [[nodiscard]] SmtpTransaction submit(const DraftText& draft,
                                         const std::vector<std::string>& recipients) const;
    /// To everybody of the draft's account.
    [[nodiscard]] SmtpTransaction submit(const DraftText& draft) const;

    [[nodiscard]] std::vector<Record> records(const std::string& draft) const;
    /// The draft's notifications as "agent verdict", sorted, once all are decided; what there is
    /// where that does not happen within the limit.
    [[nodiscard]] std::vector<std::string> verdicts(
        const std::string& draft, Duration limit = std::chrono::seconds(20)) const;
    /// True once the record has that fate for every agent of the draft.
    [[nodiscard]] bool becomes(const std::string& draft, const std::string& fate,
                               Duration limit = std::chrono::seconds(20)) const;

    /// What arrived of this draft so far, known by its subject.
    [[nodiscard]] std::vector<SinkMessage> arrived(const std::string& draft) const;
    /// What arrived of it in the end: once `count` are there and Postfix's queue is empty, or when
    /// the limit has passed.
    [[nodiscard]] std::vector<SinkMessage> delivered(
        const std::string& draft, std::size_t count,
        Duration limit = std::chrono::seconds(20)) const;
    /// Has Postfix try a deferred queue file now, as an administrator would.
    void present(const std::string& queue_id) const;
    /// Takes it off hold, likewise; it is deferred then.
    void release(const std::string& queue_id) const;

    /// The recipients of delivered(), sorted.
    [[nodiscard]] std::vector<std::string> delivered_to(const std::string& draft,
                                                        std::size_t count) const;

    /// Postfix's and posternd's logs, to say with a failure.
    [[nodiscard]] std::string logs() const;

  private:
    [[nodiscard]] std::filesystem::path prepare(std::string_view directory,
                                                const HostOptions& options) const;
    [[nodiscard]] std::string configuration_text(const HostOptions& options) const;

    TemporaryDirectory parent_;
    std::filesystem::path data_ = parent_.path() / "data";
    std::filesystem::path key_;
    PostfixLab lab_;
    std::filesystem::path configuration_;
    Posternd posternd_;
};

}  // namespace postern::testing
