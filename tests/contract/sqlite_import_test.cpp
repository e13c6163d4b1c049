// SPDX-License-Identifier: Apache-2.0
//
// A program that is killed while it imports, at each step: readers see what was or what is to be,
// others go on, and nothing is left behind the next import.
#include <csignal>

#include "made_up.hpp"
#include "sqlite_fixture.hpp"

namespace postern {

namespace {

constexpr int kSteps = 60;  ///< More than any of these imports takes.

class ImportKilled : public SqliteFailure {
  protected:
    /// Of a process of its own, which is killed in the rest behind that step; false where it ended
    /// before.
    [[nodiscard]] bool kill_at(int step, const std::string& text, bool whole) const {
        const pid_t child = fork();
        if (child == 0) {
            auto with = options("directory");
            with.pace = {1, [step, done = 0]() mutable {
                             if (++done == step) ::raise(SIGKILL);
                         }};
            const bool taken =
                (*open_directory_editor(with))->import(text, "in", whole).has_value();
            ::_exit(taken ? EXIT_SUCCESS : EXIT_FAILURE);
        }
        int status = 0;
        waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == EXIT_SUCCESS);
        return WIFSIGNALED(status);
    }

    [[nodiscard]] int left_over() const {
        int rows = 0;
        stranger("directory")
            << "SELECT (SELECT COUNT(*) FROM imports) + (SELECT COUNT(*) FROM import_portions) + "
               "(SELECT COUNT(*) FROM import_names) + (SELECT COUNT(*) FROM import_touched)",
            soci::into(rows);
        return rows;
    }

    [[nodiscard]] std::unique_ptr<DirectoryEditor> editor() const {
        return open_directory_editor(options("directory")).value();
    }
    [[nodiscard]] std::string seen() const { return exported(options("directory")); }

    /// As if nothing had been there before.
    void start_from(const std::string& text) const {
        remove("directory");
        ASSERT_TRUE(editor()->import(text, "before", true));
    }
};

/// Two directories, and what an import of the second over the first leaves.
struct Change {
    std::string before, told, after{};
};

TEST_F(ImportKilled, LeavesWhatWasOrWhatIsToBeAndNothingBehindTheNextImport) {
    int killed_before = 0;
    int killed_behind = 0;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        Change change{written(MadeUp(seed).content()), written(MadeUp(seed + 50).content())};
        start_from(change.before);
        const auto before = seen();
        ASSERT_TRUE(editor()->import(change.told, "told", true));
        change.after = seen();
        for (int step = 1; step < kSteps; ++step) {
            start_from(change.before);
            if (!kill_at(step, change.told, true)) break;
            const auto now = seen();
            (now == before ? killed_before : killed_behind) += 1;
            ASSERT_TRUE(now == before || now == change.after)
                << "seed " << seed << " step " << step;
            ASSERT_TRUE(editor()->chat_event(
                "late", {ChatEventKind::left, "", at("2026-11-23T10:00:00Z")}));
            ASSERT_EQ(seen(), now) << "seed " << seed << " step " << step;
            ASSERT_TRUE(editor()->import(change.told, "again", true));
            ASSERT_EQ(seen(), change.after) << "seed " << seed << " step " << step;
            // The portions of one that was not in force are the next large one's to remove.
            auto with = options("directory");
            with.pace = {1, [] {}};
            ASSERT_TRUE((*open_directory_editor(with))->import(change.before, "large", true));
            ASSERT_EQ(left_over(), 0) << "seed " << seed << " step " << step;
        }
    }
    EXPECT_GT(killed_before, 10);
    EXPECT_GT(killed_behind, 10);
}

constexpr auto kTwoAgents =
    "accounts: [{id: one, plan: pro, agents: [{id: a, address: a@b.example}]},"
    "{id: two, plan: pro, agents: [{id: c, address: c@b.example}]}]";

TEST_F(ImportKilled, IsCarriedOutByWhoeverPrunes) {
    start_from("accounts: []");
    int step = 1;
    while (kill_at(step, kTwoAgents, true) && seen() == "accounts: []\n") ++step;
    const auto in_force = seen();
    ASSERT_GT(left_over(), 0);
    const auto pruning = editor();
    while (pruning->prune(clock_.now()).value().more) continue;
    EXPECT_EQ(left_over(), 0);
    EXPECT_EQ(seen(), in_force);
}

TEST_F(ImportKilled, IsForgottenByWhoeverPrunesADayLater) {
    start_from("accounts: []");
    ASSERT_TRUE(kill_at(2, kTwoAgents, true));
    const auto left = left_over();
    ASSERT_GT(left, 0);
    const auto pruning = editor();
    const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    while (pruning->prune(now).value().more) continue;
    EXPECT_EQ(left_over(), left) << "somebody may still be at it";
    while (pruning->prune(now + std::chrono::hours{25}).value().more) continue;
    EXPECT_EQ(left_over(), 0);
}

}  // namespace

}  // namespace postern
