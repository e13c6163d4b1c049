// SPDX-License-Identifier: Apache-2.0
#include "apply.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

/// An MTA that takes everything but what is of one target.
struct Choosy final : Editor {
    explicit Choosy(std::string refused) : refused_(std::move(refused)) {}

    bool set_sender(const std::string&, const std::string&) override { return takes("sender"); }
    bool add_recipient(const std::string&) override { return takes("recipient"); }
    bool remove_recipient(const std::string&) override { return takes("recipient"); }
    bool change_header(const std::string& name, int, const std::string&) override {
        return takes(name);
    }
    bool add_header(const std::string& name, const std::string&) override { return takes(name); }
    bool replace_body(const std::string&) override { return takes("body"); }
    bool hold(const std::string&) override { return takes("hold"); }
    bool set_reply(int, const std::string&, const std::string&) override { return true; }

  private:
    [[nodiscard]] bool takes(const std::string& target) const { return target != refused_; }
    std::string refused_;
};

std::string told(const Verdict& verdict, const std::string& refused) {
    Choosy mta(refused);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(apply(verdict, mta, "4jXhop1"), Answer::tempfail) << refused;
    return ::testing::internal::GetCapturedStderr();
}

TEST(Apply, NamesTheQueueFileAndWhatWasNotTaken) {
    const auto verdict = Verdict::accept(
        {SetSender{"b@x.example", ""}, ChangeHeader{"Subject", 1, "a"}, AddHeader{"X-New", "b"},
         RemoveHeader{"Cc", 1}, AddRecipient{"c@x.example"}, ReplaceBody{"d"}});
    for (const auto* target : {"sender", "Subject", "X-New", "Cc", "recipient", "body"}) {
        const auto line = told(verdict, target);
        EXPECT_NE(line.find("edit-not-taken"), std::string::npos) << line;
        EXPECT_NE(line.find("queue_id=4jXhop1"), std::string::npos) << line;
        EXPECT_NE(line.find(std::string("target=") + target), std::string::npos) << line;
    }
    Choosy mta("nothing");
    EXPECT_EQ(apply(verdict, mta, "4jXhop1"), Answer::accept);
}

}  // namespace
}  // namespace postern
