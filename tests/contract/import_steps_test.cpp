// SPDX-License-Identifier: Apache-2.0
//
// Imports that are written in steps: whoever reads sees all of one or nothing, and what others tell
// between two steps is kept. What is right is said by a directory of the same history in which each
// import was written at once.
#include <sstream>

#include "fixture.hpp"
#include "made_up.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

const std::vector<std::string> kAccounts{"one", "two", "three", "four"};
const std::vector<std::string> kAgents{"a", "b", "c", "d", "e", "f"};
const std::vector<std::string> kChats{"x", "y", "z"};

/// Of others only whether one was there: of several, it may be any.
void say(std::ostream& out, const std::vector<OnlineSpan>& spans, const std::string& agent) {
    const auto is_own = [&](const OnlineSpan& span) { return span.agent == agent; };
    if (!std::all_of(spans.begin(), spans.end(), is_own)) out << " not alone";
    for (const auto& span : spans) {
        if (!is_own(span)) continue;
        out << ' ' << span.agent << ' ' << span.device << ' ' << format_time(span.from) << ' '
            << format_time(span.seen) << ' ' << (span.until ? format_time(*span.until) : "-");
    }
}

void say(std::ostream& out, const std::optional<Chat>& chat) {
    if (!chat) return;
    out << " chat " << chat->account << ' ' << chat->group.value_or("-");
    for (const auto& event : chat->events) {
        out << ' ' << name_of(event.kind) << ' ' << event.agent << ' ' << format_time(event.at);
    }
}

class ImportInSteps : public StoreContract {
  protected:
    [[nodiscard]] std::unique_ptr<DirectoryEditor> model() const {
        return open_directory_editor(options("model")).value();
    }

    /// All that a directory answers.
    static std::string answers(Directory& directory) {
        std::ostringstream out;
        for (const auto& account : kAccounts) {
            out << account << directory.has_account(account).value();
            for (const auto& agent : kAgents) {
                out << directory.has_address(account, address(agent + "0@b.example")).value();
            }
            for (const auto& chat : kChats) say_of_drafts(out, directory, account, chat);
            out << '\n';
        }
        return out.str();
    }

    /// What whoever reads sees now.
    [[nodiscard]] std::string seen(const std::string& database = "directory") const {
        const auto directory = open_directory(options(database)).value();
        return exported(options(database)) + answers(*directory);
    }

  private:
    static void say_of_drafts(std::ostream& out, Directory& directory, const std::string& account,
                              const std::string& chat) {
        const auto facts = directory.draft_facts(account, chat, "g").value();
        out << facts.group_exists << (facts.group ? facts.group->name : "-");
        say(out, facts.chat);
        for (const auto& agent : facts.agents) out << agent.id << agent.address.text();
        Draft draft;
        draft.account = account;
        draft.chat = chat;
        draft.occurred = at("2026-11-23T10:02:00Z");
        for (const auto& agent : kAgents) {
            const auto told =
                directory.notification_facts(draft, agent, {draft.occurred + 2min, 5min}).value();
            out << (told.account ? told.account->name : "-") << (told.agent ? told.agent->id : "-");
            say(out, told.chat);
            // Nobody asks whether somebody else's agent is there.
            if (told.agent) say(out, told.presence, agent);
        }
    }
};
POSTERN_FOR_EVERY_ENGINE(ImportInSteps);

TEST_P(ImportInSteps, IsSeenWholeOrNotAtAllAtEveryStep) {
    std::vector<std::string> views;
    const auto look = [&] { views.push_back(seen()); };
    const auto editor = stepwise(look);
    const auto model = this->model();
    long long steps = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        views = {seen()};
        const auto before = views.front();
        const auto text = written(MadeUp(seed).content());
        const bool whole = seed % 3 != 0;
        const auto taken = editor->import(text, "in", whole);
        const auto same = model->import(text, "in", whole);
        ASSERT_EQ(taken.has_value(), same.has_value()) << "seed " << seed;
        ASSERT_TRUE(!taken || taken->removed == same->removed) << "seed " << seed;
        const auto after = seen("model");
        look();
        const auto from = std::find(views.begin(), views.end(), after);
        ASSERT_NE(from, views.end()) << "seed " << seed;
        ASSERT_EQ(std::count(views.begin(), from, before), from - views.begin()) << "seed " << seed;
        ASSERT_EQ(std::count(from, views.end(), after), views.end() - from) << "seed " << seed;
        steps += static_cast<long long>(views.size());
    }
    EXPECT_GT(steps, 500);
}

/// What a platform tells while it imports. Before the import is in force only what has a time,
/// which counts by that and not by when it is told; behind that, anything.
class Teller {
  public:
    explicit Teller(unsigned seed) : random_(seed) {}

    DirectoryChange next(bool in_force) {
        const auto agent = one_of(kAgents);
        const auto chat = one_of(kChats);
        const auto account = one_of(kAccounts);
        const auto when = at("2026-11-23T10:00:00Z") + Duration(60'000 * pick(6));
        switch (pick(in_force ? 9 : 4)) {
            case 0:
                return
                    [=](auto& to) { return to.presence(agent, "phone", PresenceSign::out, when); };
            case 1:
                return [=](auto& to) {
                    return to.chat_event(chat, {ChatEventKind::left, "", when});
                };
            case 2:
            case 3:
                return [=](auto& to) {
                    return to.presence(agent, "phone", PresenceSign::of_life, when);
                };
            case 4:
                return [=](auto& to) { return to.chat_new(account, chat, "g", when); };
            case 5:
                return [=](auto& to) { return to.agent_active(agent, false); };
            case 6:
                return [=](auto& to) { return to.remove_agent(agent); };
            case 7:
                return [=](auto& to) { return to.remove_group(account, "g"); };
            default:
                return [=](auto& to) { return to.remove_account(account); };
        }
    }

  private:
    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    const std::string& one_of(const std::vector<std::string>& all) {
        return all[static_cast<std::size_t>(pick(static_cast<int>(all.size())))];
    }

    std::mt19937 random_;
};

TEST_P(ImportInSteps, KeepsWhatIsToldBetweenTwoOfThem) {
    int late = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const auto teller = editor();
        const auto model = this->model();
        Teller tells(seed);
        auto content = MadeUp(seed).content();
        content.accounts.push_back({"four", "Four", Plan::free});
        const auto text = written(content);
        bool was_in_force = false;
        const auto catch_up = [&] {
            if (was_in_force) return;
            was_in_force = true;
            ASSERT_TRUE(model->import(text, "in", true));
        };
        const auto between = [&] {
            const auto directory = open_directory(options("directory")).value();
            const bool in_force = directory->has_account("four").value();
            if (in_force) catch_up();
            late += in_force ? 1 : 0;
            const auto event = tells.next(in_force);
            const auto outcome = event(*teller);
            const auto expected = event(*model);
            ASSERT_EQ(outcome.has_value(), expected.has_value())
                << "seed " << seed << (outcome ? "" : outcome.error().message())
                << (expected ? "" : expected.error().message());
            ASSERT_EQ(seen(), seen("model")) << "seed " << seed;
        };
        const auto imported = stepwise(between)->import(text, "in", true);
        ASSERT_TRUE(imported) << "seed " << seed << ": " << imported.error().message();
        catch_up();
        ASSERT_EQ(seen(), seen("model")) << "seed " << seed;
        ASSERT_TRUE(teller->remove_account("four").has_value() ==
                    model->remove_account("four").has_value());
    }
    EXPECT_GT(late, 100) << "events behind the moment from which it counts";
}

}  // namespace

}  // namespace postern
