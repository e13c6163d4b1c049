// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <thread>

#include "daemon_test.hpp"

namespace postern::testing {

namespace {

class Connections : public DaemonTest {
  protected:
    Connections() { start(); }

    static MilterMessage letter() {
        MilterMessage message;
        message.recipients = {"somebody@elsewhere.example"};
        message.headers = {{"Subject", "Not a draft"}};
        return message;
    }
    void expect_alive() const {
        EXPECT_EQ(connect().send(draft("alive")).end.answer, FilterAnswer::accept);
    }
};

TEST_F(Connections, TakeMessageAfterMessage) {
    auto client = connect();
    for (const auto* id : {"one", "two", "three"}) {
        EXPECT_EQ(client.send(draft(id)).end.edits.size(), 4U);
        EXPECT_EQ(client.send(letter()).end.edits.size(), 1U) << "the pass alone";
        EXPECT_EQ(client.send(without(draft(id), "Postern-Chat")).end.answer, FilterAnswer::reject);
    }
}

TEST_F(Connections, ForgetAnAbortedMessage) {
    auto client = connect();
    auto given_up = draft("given-up");
    given_up.recipients = {"anna@shop.example"};
    client.mail(given_up);
    client.recipient("anna@shop.example");
    client.content(given_up);
    client.abort();

    const auto outcome = client.send(letter());
    EXPECT_EQ(outcome.end.answer, FilterAnswer::accept);
    EXPECT_EQ(outcome.end.edits.size(), 1U) << "neither its headers nor its recipients are left";
    EXPECT_TRUE(record().empty());
}

TEST_F(Connections, ForgetAMessageThatANewMailReplaces) {
    auto client = connect();
    client.mail(draft());
    client.recipient("shop@drafts.example");
    EXPECT_EQ(client.send(letter()).end.edits.size(), 1U);
}

TEST_F(Connections, MayBreakOffAtAnyStep) {
    for (int steps = 0; steps <= 4; ++steps) {
        MilterClient client(address());
        if (steps > 0) client.negotiate();
        if (steps > 1) client.greet(kDraftHop);
        if (steps > 2) client.mail(draft());
        if (steps > 3) client.recipient("shop@drafts.example");
    }
    expect_alive();
    EXPECT_EQ(record().size(), 2U);
}

TEST_F(Connections, MayBreakOffBeforeTheVerdictIsRead) {
    for (int i = 0; i < 20; ++i) {
        MilterClient client(address());
        client.negotiate();
        client.greet(kDraftHop);
        client.mail(draft("cut"));
        client.recipient("shop@drafts.example");
        client.content(draft("cut"));
        client.end_unread();
    }
    expect_alive();
}

TEST_F(Connections, MaySpeakNonsense) {
    for (const std::string_view bytes :
         {"GET / HTTP/1.0\r\n\r\n", "\xff\xff\xff\xff\xff", "\0\0\0\0"}) {
        auto socket = connect_socket(address());
        ASSERT_TRUE(socket);
        Wire wire(std::move(*socket));
        wire.send('?', bytes);
        (void)wire.receive();
    }
    expect_alive();
}

TEST_F(Connections, RunSideBySideWithoutMixingUp) {
    constexpr int kConnections = 16;
    constexpr int kMessages = 10;
    std::atomic<int> wrong = 0;
    const auto talk = [&](int number) {
        auto client = connect();
        auto out = connect(kOutHop);
        for (int i = 0; i < kMessages; ++i) {
            const auto id = "d-" + std::to_string(number) + "-" + std::to_string(i);
            auto submitted = draft(id);
            submitted.recipients = {i % 2 == 0 ? "anna@shop.example" : "ben@shop.example"};
            const auto accepted = submitted.edited(client.send(submitted).end.edits);
            const auto left = accepted.edited(out.send(accepted).end.edits);
            if (left.recipients != submitted.recipients) ++wrong;
            if (client.send(letter()).end.edits.size() != 1) ++wrong;
        }
    };
    std::vector<std::jthread> threads;
    for (int number = 0; number < kConnections; ++number) threads.emplace_back(talk, number);
    threads.clear();
    EXPECT_EQ(wrong, 0);
    const auto fates = record();
    EXPECT_EQ(std::count(fates.begin(), fates.end(), "anna sent"), kConnections * kMessages / 2);
    EXPECT_EQ(std::count(fates.begin(), fates.end(), "ben sent"), kConnections * kMessages / 2);
}

}  // namespace

}  // namespace postern::testing
