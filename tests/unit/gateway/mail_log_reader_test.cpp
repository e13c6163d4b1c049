// SPDX-License-Identifier: Apache-2.0
//
// The reader of Postfix's log, stepped by the test: what it records, and what it does where the log
// or the state is in the way. It is started as a thread in the last case alone.
#include "postern/gateway/mail_log_reader.hpp"

#include <future>
#include <mutex>

#include "postern/base/log.hpp"
#include "postern/gateway/identity.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

/// Gives what the test put into it; its position is how many lines that were.
class ScriptedLog final : public LogSource {
  public:
    struct Script {
        std::vector<std::string> messages;
        std::optional<Error> trouble;
        bool lost = false;
        std::size_t read = 0;
    };
    explicit ScriptedLog(Script& script) : script_(script) {}

    Result<LogStep> step(const TakeLine& take) override {
        if (script_.trouble) return *script_.trouble;
        if (script_.read < script_.messages.size()) {
            const auto& message = script_.messages[script_.read++];
            const bool is_qmgr = message.find(": to=<") == message.npos;
            take({trail::stamp_of(parse_time("2026-11-29T12:00:00Z").value()),
                  is_qmgr ? "postfix/qmgr" : "postfix/smtp", message});
        }
        return LogStep{script_.read < script_.messages.size(), std::exchange(script_.lost, false)};
    }
    [[nodiscard]] std::string position() const override { return std::to_string(script_.read); }

  private:
    Script& script_;
};

class MailLogReading : public ::testing::Test {
  protected:
    MailLogReading() {
        watch_log([this](Severity, std::string_view line) {
            const std::lock_guard lock(mutex_);
            told_.emplace_back(line.substr(0, line.find(' ')));
        });
    }
    ~MailLogReading() override { watch_log({}); }

    std::string return_path(int attempt = 1) {
        return return_path_local(keys_, kId, clock_.now(), attempt) + "@bounces.example";
    }
    void writes(const std::string& message) { script_.messages.push_back(message); }
    void queues(const std::string& queue_id, const std::string& from) {
        writes(queue_id + ": from=<" + from + ">, size=1, nrcpt=1 (queue active)");
    }
    void tries(const std::string& queue_id, const std::string& words) {
        writes(queue_id +
               ": to=<anna@firm.example>, relay=mx[192.0.2.1]:25, delay=1, dsn=2.0.0, "
               "status=sent (" +
               words + ")");
    }
    void read_all() {
        while (reader_.turn()) continue;
    }
    std::vector<std::string> told() {
        const std::lock_guard lock(mutex_);
        return told_;
    }

    static constexpr auto kId = "aaaaaaaaaaaaaaaa";
    KeyRing keys_ = KeyRing::from({std::string(32, 'k')}).value();
    ScriptedLog::Script script_;
    RecordingState state_;
    const SystemClock clock_;
    std::mutex mutex_;
    std::vector<std::string> told_;
    MailLogReader reader_{
        "mail.log",
        [this](const std::string&, TimePoint) { return std::make_unique<ScriptedLog>(script_); },
        [this](std::string_view path) { return departure_of(keys_, path); }, state_, clock_};
};

TEST_F(MailLogReading, RecordsWhatIsAboutOurOwn) {
    queues("A1B2C3D4E5", return_path());
    tries("A1B2C3D4E5", "250 2.0.0 OK");
    queues("B1B2C3D4E5", "somebody@else.example");
    tries("B1B2C3D4E5", "250 2.0.0 OK");
    writes("A1B2C3D4E5: removed");
    read_all();
    ASSERT_EQ(state_.followed.size(), 3U);
    EXPECT_EQ(state_.followed[1].departure, (trail::Departure{kId, 1}));
    EXPECT_EQ(state_.followed[1].at, parse_time("2026-11-29T12:00:00Z").value());
    EXPECT_EQ(state_.followed[1].reply, "250 2.0.0 OK");
    EXPECT_EQ(state_.log_position, "5");
}

TEST_F(MailLogReading, BelievesNoReturnPathThatIsNotSigned) {
    auto forged = return_path();
    forged[20] = forged[20] == 'a' ? 'b' : 'a';
    queues("A1B2C3D4E5", forged);
    tries("A1B2C3D4E5", "250 2.0.0 OK");
    read_all();
    EXPECT_TRUE(state_.followed.empty());
}

TEST_F(MailLogReading, KnowsTheSecondDeparture) {
    queues("A1B2C3D4E5", return_path(2));
    read_all();
    EXPECT_EQ(state_.followed.at(0).departure.attempt, 2);
}

TEST_F(MailLogReading, RecordsNoWholeReturnPath) {
    queues("A1B2C3D4E5", return_path());
    tries("A1B2C3D4E5", "host mx said: 550 <" + return_path() + ">: sender rejected");
    read_all();
    const auto& reply = state_.followed.at(1).reply;
    EXPECT_EQ(reply.find(return_path()), std::string::npos) << reply;
    EXPECT_NE(reply.find("sender rejected"), std::string::npos) << reply;
}

TEST_F(MailLogReading, GoesOnWithWhatIsOnRecordAsOpen) {
    state_.open = {{"A1B2C3D4E5", {kId, 1}}};
    tries("A1B2C3D4E5", "250 2.0.0 OK");
    read_all();
    EXPECT_EQ(state_.followed.size(), 1U);
}

TEST_F(MailLogReading, ReadsNoFurtherWhileTheStateIsAway) {
    queues("A1B2C3D4E5", return_path());
    tries("A1B2C3D4E5", "250 2.0.0 OK");
    state_.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_FALSE(reader_.turn());
    EXPECT_EQ(script_.read, 0U) << "it does not know where to begin";
    state_.down.reset();
    EXPECT_TRUE(reader_.turn());
    state_.down = Error{ErrorCode::unavailable, "locked"};
    reader_.turn();
    EXPECT_FALSE(reader_.turn());
    EXPECT_EQ(script_.read, 2U);
    state_.down.reset();
    read_all();
    EXPECT_EQ(state_.followed.size(), 2U) << "nothing twice and nothing lost";
    EXPECT_EQ(told(), std::vector<std::string>{}) << "the state's trouble is told by others";
}

TEST_F(MailLogReading, TellsOnceThatTheLogCannotBeReadAndOnceThatItCan) {
    script_.trouble = Error{ErrorCode::unavailable, "mail.log: Permission denied"};
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(reader_.turn());
    script_.trouble.reset();
    for (int i = 0; i < 5; ++i) reader_.turn();
    EXPECT_EQ(told(), (std::vector<std::string>{"event=trail-unreadable", "event=trail-readable"}));
}

TEST_F(MailLogReading, TellsOfAGap) {
    script_.lost = true;
    reader_.turn();
    reader_.turn();
    EXPECT_EQ(told(), std::vector<std::string>{"event=trail-gap"});
}

TEST_F(MailLogReading, WritesNothingForTheMailOfOthers) {
    for (int i = 0; i < 100; ++i) queues("B1B2C3D4E5", "somebody@else.example");
    read_all();
    EXPECT_EQ(state_.log_position, "") << "where it was read to is no news either";
}

TEST_F(MailLogReading, IsAThreadThatRecordsItsPlaceWhenItEnds) {
    queues("B1B2C3D4E5", "somebody@else.example");
    std::promise<void> opened;
    {
        MailLogReader reader{"mail.log",
                             [&](const std::string&, TimePoint) {
                                 opened.set_value();
                                 return std::make_unique<ScriptedLog>(script_);
                             },
                             [](std::string_view) { return std::optional<trail::Departure>(); },
                             state_, clock_};
        reader.start();
        opened.get_future().wait();
    }
    EXPECT_EQ(state_.log_position, "1");
}

TEST(MailLogSetting, HasNoSourceWhereItIsOff) {
    EXPECT_FALSE(log_opener("off"));
    EXPECT_TRUE(log_opener("journal"));
    EXPECT_TRUE(log_opener("/var/log/mail.log"));
}

}  // namespace
}  // namespace postern::testing
