// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/pass.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

struct Pass : GatewayTest {
    Pass() {
        letter.client = "127.0.0.1";
        letter.queue_id = "4jXhop1";
        letter.headers = {{"From", "somebody@shop.example"}, {"Subject", "No draft"}};
        letter.recipients = {"<somebody@else.example>"};
    }
    /// As it reaches OUT.
    Submission passed() {
        const auto verdict = gateway.draft(*configuration, letter);
        EXPECT_EQ(verdict.action, Verdict::Action::accept);
        auto out = edited(letter, verdict.edits);
        out.headers.insert(out.headers.begin(), {"Received", "from hop1"});
        return out;
    }
    Submission letter;
};

TEST_F(Pass, IsGivenOnDraftAndTakenAwayOnOut) {
    const auto out = passed();
    EXPECT_NE(header(out, "Postern-Pass"), "(none)");
    const auto verdict = present(out);
    ASSERT_EQ(verdict.action, Verdict::Action::accept);
    auto left = edited(out, verdict.edits);
    left.headers.erase(left.headers.begin());
    ASSERT_EQ(left.headers.size(), letter.headers.size());
    for (std::size_t i = 0; i < letter.headers.size(); ++i) {
        EXPECT_EQ(left.headers[i].name, letter.headers[i].name);
        EXPECT_EQ(left.headers[i].value, letter.headers[i].value);
    }
}

TEST_F(Pass, IsGivenToWhatAStrangerSubmitsAsWell) {
    letter.client = "192.0.2.1";
    letter.headers.push_back({"Postern-Kind", "offline-message"});
    letter.headers.push_back({"Postern-Pass", "v=1; q=x; m=aaaa"});
    const auto out = passed();
    EXPECT_EQ(count_header(out.headers, "Postern-Pass"), 1U);
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(header(left, "Postern-Kind"), "(none)");
    EXPECT_EQ(header(left, "Postern-Pass"), "(none)");
}

TEST_F(Pass, IsNeededToLeave) {
    EXPECT_EQ(present(letter).reply.code, 550);
    EXPECT_EQ(present(letter).reply.enhanced, "5.7.1");
}

TEST_F(Pass, ThatNoKeyMadeIsPutOff) {
    auto out = passed();
    for (const auto* forged : {"", "v=1; q=4jXhop1; m=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "x"}) {
        out.headers.back().value = forged;
        EXPECT_EQ(present(out).reply.code, 451) << forged;
    }
    out = passed();
    configuration->keys = KeyRing::from({std::string(32, 'n')}).value();
    EXPECT_EQ(present(out).reply.code, 451) << "its key is gone: it may come back";
    configuration->keys = KeyRing::from({std::string(32, 'n'), std::string(32, 'k')}).value();
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
}

TEST_F(Pass, HoldsForAFileThatWasQueuedAnew) {
    auto out = passed();
    out.headers.insert(out.headers.begin(), {"Received", "by hop1 id 4jXother"});
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
}

TEST_F(Pass, LetsNoDraftThrough) {
    auto out = passed();
    out.headers.push_back({"Postern-Kind", "offline-message"});
    EXPECT_EQ(present(out).reply.code, 550);
    out = passed();
    out.recipients = {"<shop@drafts.example>"};
    EXPECT_EQ(present(out).reply.code, 550);
}

TEST_F(Pass, ThatCameBackDoesNotMakeADraft) {
    letter.headers.push_back({"Postern-Pass", write_pass(configuration->keys, "4jXold")});
    const auto out = passed();
    EXPECT_EQ(count_header(out.headers, "Postern-Pass"), 1U);
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
}

}  // namespace
}  // namespace postern::testing
