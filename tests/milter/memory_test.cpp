// SPDX-License-Identifier: Apache-2.0
//
// Little memory: the daemon lives, whoever asks is answered, and what was taken is given back.
#include <atomic>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>

#include "daemon_test.hpp"

namespace postern::testing {

namespace {

constexpr std::size_t kMiB = 1U << 20U;
constexpr const char* kNoAnswer = "no answer";

/// A sanitizer takes terabytes of address space for itself, and ends where it gets no more.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

class LittleMemory : public DaemonTest {
  protected:
    static MilterMessage large_draft(int number) {
        auto large = draft("large-" + std::to_string(number));
        for (std::size_t size = 0; size < 6 * kMiB; size += 72) {
            large.body += std::string(70, 'x') + "\r\n";
        }
        return large;
    }

    /// All of them at once; how each of them was answered.
    std::vector<MilterReply> send_at_once(int count) const {
        std::vector<MilterReply> replies(static_cast<std::size_t>(count));
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i) {
            threads.emplace_back([&, i] {
                auto& reply = replies[static_cast<std::size_t>(i)];
                // Where libmilter itself has no memory it closes the connection, or leaves it
                // alone; Postfix takes either for 451.
                reply.text = kNoAnswer;
                try {
                    reply = connect().send(large_draft(i)).end;
                } catch (const std::runtime_error&) {
                }
            });
        }
        for (auto& thread : threads) thread.join();
        return replies;
    }

    void limit_memory(rlim_t bytes) {
        const rlimit limit{bytes, RLIM_INFINITY};
        ASSERT_EQ(::prlimit(daemon().pid(), RLIMIT_AS, &limit, nullptr), 0);
    }
};

TEST_F(LittleMemory, LetsTheDaemonLiveAndAnswerEverybody) {
    if (kIsSanitized) GTEST_SKIP() << "a sanitizer does not run in little address space";
    start();
    limit_memory(400 * kMiB);
    for (const auto& reply : send_at_once(60)) {
        const bool is_taken = reply.answer == FilterAnswer::accept;
        // Where there was no memory for its words either, the answer is the bare code.
        const bool is_put_off = reply.answer == FilterAnswer::tempfail || reply.text == kNoAnswer;
        EXPECT_TRUE(is_taken || is_put_off) << reply.text;
    }
    limit_memory(RLIM_INFINITY);
    EXPECT_EQ(connect().send(draft("afterwards")).end.answer, FilterAnswer::accept)
        << daemon().log();
}

TEST_F(LittleMemory, IsNotWhatMessagesMayTake) {
    configure("milter", "{ socket: \"" + address() +
                            "\", user: \"\", socket-mode: \"0600\", message-memory: 128MiB }");
    start();
    // All bodies under way, none at its end.
    constexpr int kOpen = 30;
    std::vector<MilterClient> open;
    for (int i = 0; i < kOpen; ++i) {
        auto& client = open.emplace_back(connect());
        const auto large = large_draft(i);
        client.mail(large);
        client.recipient(large.recipients.front());
        client.content(large);
    }
    int taken = 0;
    for (auto& client : open) {
        const auto reply = client.end();
        taken += reply.answer == FilterAnswer::accept ? 1 : 0;
        if (reply.answer == FilterAnswer::accept) continue;
        EXPECT_EQ(reply.text, "451 4.3.1 postern: too much mail at once, try again later");
    }
    EXPECT_GT(taken, 5);
    EXPECT_LT(taken, kOpen);
    EXPECT_TRUE(logs("event=message-memory-full limit=134217728"));
    const auto log = daemon().log();
    const auto first = log.find("message-memory-full");
    EXPECT_EQ(log.find("message-memory-full", first + 1), log.npos) << "told of once";
    EXPECT_EQ(connect().send(large_draft(kOpen)).end.answer, FilterAnswer::accept);
}

}  // namespace

}  // namespace postern::testing
