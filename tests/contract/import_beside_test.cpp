// SPDX-License-Identifier: Apache-2.0
//
// An import beside others who write, and imports of anything over anything.
#include <algorithm>
#include <set>

#include "documents.hpp"
#include "fixture.hpp"
#include "made_up.hpp"

namespace postern {

namespace {

constexpr std::size_t kPiece = 4096;
constexpr int kPieces = 200;

/// A text that comes in pieces; between two of them something else happens.
ReadBytes interrupted(const std::string& text, const std::function<void()>& happens) {
    return [read = bytes_of(text), happens, calls = 0](std::span<char> room) mutable {
        if (++calls == kPieces / 2) happens();
        return read(room.first(std::min(kPiece, room.size())));
    };
}

class ImportBeside : public StoreContract {
  protected:
    void SetUp() override {
        editor_ = editor();
        ASSERT_TRUE(editor_->import(kShop, "shop.yaml", true));
    }

    /// Imports while somebody else makes Ben active; he is named with what `said` says.
    Result<ImportSummary> import_beside_a_change(const std::string& said, bool whole) {
        const auto other = editor();
        const auto text = "accounts: [{id: shop, plan: pro, agents: [" + said + "]},\n#" +
                          std::string(kPieces * kPiece, ' ') + "\n{id: bakery, plan: free}]";
        return editor_->import(interrupted(text,
                                           [&] {
                                               ASSERT_TRUE(other->agent_active("ben", true))
                                                   << "an import that is read takes no lock";
                                           }),
                               "in", whole);
    }

    [[nodiscard]] Agent agent(const std::string& id) const {
        const auto agents = listed(options("directory")).agents;
        return *std::find_if(agents.begin(), agents.end(),
                             [&](const Agent& each) { return each.id == id; });
    }

    std::unique_ptr<DirectoryEditor> editor_;
};
POSTERN_FOR_EVERY_ENGINE(ImportBeside);

TEST_P(ImportBeside, PutsNothingBackThatItDoesNotName) {
    const auto before = agent("ben");
    const auto imported = import_beside_a_change("{id: ben, name: Benjamin}", false);
    ASSERT_FALSE(imported);
    EXPECT_EQ(imported.error().code, ErrorCode::conflict);
    EXPECT_NE(imported.error().what.find("agent 'ben'"), std::string::npos);
    EXPECT_EQ(agent("ben").name, before.name);
    EXPECT_TRUE(agent("ben").active);
}

TEST_P(ImportBeside, MindsNoChangeOfWhatItDoesNotName) {
    ASSERT_TRUE(import_beside_a_change("{id: anna, name: Ann}", false));
    EXPECT_EQ(agent("anna").name, "Ann");
    EXPECT_TRUE(agent("ben").active);
}

TEST_P(ImportBeside, IsTheLastWordWhereItIsWhole) {
    ASSERT_TRUE(import_beside_a_change("{id: ben, address: b@shop.example, active: false}", true));
    EXPECT_FALSE(agent("ben").active);
}

std::size_t missing(const DirectoryContent& before, const DirectoryContent& after) {
    const auto names = [](const DirectoryContent& content) {
        std::set<std::string> all;
        for (const auto& each : content.accounts) all.insert("account " + each.id);
        for (const auto& each : content.groups) all.insert("group " + each.account + " " + each.id);
        for (const auto& each : content.agents) all.insert("agent " + each.id);
        for (const auto& each : content.chats) all.insert("chat " + each.id);
        return all;
    };
    const auto left = names(after);
    const auto all = names(before);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const std::string& name) { return !left.contains(name); }));
}

class ImportOver : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(ImportOver);

TEST_P(ImportOver, LeavesWhatAWholeOneSaysAndNothingElse) {
    const auto editor = this->editor();
    DirectoryContent before;
    for (unsigned seed = 1; seed <= 150; ++seed) {
        const auto told = MadeUp(seed).content();
        const auto imported = editor->import(written(told), "whole", true);
        ASSERT_TRUE(imported) << "seed " << seed << ": " << imported.error().message();
        const auto after = listed(options("directory"));
        ASSERT_EQ(imported->removed, static_cast<int>(missing(before, after))) << "seed " << seed;
        before = after;
        ASSERT_EQ(written(who_of(before)), written(who_of(in_order(told)))) << "seed " << seed;
        const auto again = editor->import(written(told), "again", true);
        ASSERT_TRUE(again && again->removed == 0) << "seed " << seed;
        ASSERT_EQ(written(listed(options("directory"))), written(before)) << "seed " << seed;
    }
}

/// What an incremental import of everything leaves: what it names as it names it, and the rest.
DirectoryContent merged(DirectoryContent there, const DirectoryContent& told) {
    const auto put = [](auto& all, const auto& each, const auto& is_it) {
        const auto at = std::find_if(all.begin(), all.end(), is_it);
        if (at != all.end()) {
            *at = each;
        } else {
            all.push_back(each);
        }
    };
    for (const auto& each : told.accounts)
        put(there.accounts, each, [&](const auto& a) { return a.id == each.id; });
    for (const auto& each : told.groups)
        put(there.groups, each,
            [&](const auto& a) { return a.id == each.id && a.account == each.account; });
    for (auto each : told.agents) {
        const auto same = [&](const auto& a) { return a.id == each.id; };
        const auto known = std::find_if(there.agents.begin(), there.agents.end(), same);
        // A list that is empty is not written, and so not said.
        if (each.groups.empty() && known != there.agents.end()) each.groups = known->groups;
        put(there.agents, each, same);
    }
    return there;
}

TEST_P(ImportOver, AddsWhatAnIncrementalOneSays) {
    const auto editor = this->editor();
    int taken = 0;
    for (unsigned seed = 1; seed <= 150; ++seed) {
        const auto before = listed(options("directory"));
        const auto told = who_of(MadeUp(seed).content());
        const auto imported = editor->import(written(told), "in", false);
        const bool moves = std::any_of(told.agents.begin(), told.agents.end(), [&](const auto& a) {
            return std::any_of(before.agents.begin(), before.agents.end(), [&](const auto& b) {
                return a.id == b.id && a.account != b.account;
            });
        });
        ASSERT_EQ(static_cast<bool>(imported), !moves) << "seed " << seed;
        taken += imported ? 1 : 0;
        const auto after = listed(options("directory"));
        ASSERT_EQ(written(after), written(imported ? in_order(merged(before, told)) : before))
            << "seed " << seed;
        if (seed % 10 == 0) {
            ASSERT_TRUE(editor->import("accounts: []", "none", true));
        }
    }
    EXPECT_GT(taken, 30);
}

}  // namespace

}  // namespace postern
