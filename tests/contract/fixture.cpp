// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

#include <cstdlib>
#include <sstream>

namespace postern {

std::vector<EngineUnderTest> engines_under_test() {
    return {
        {"Sqlite",
         [](const std::filesystem::path& folder, const std::string& database) {
             return "sqlite:" + (folder / (database + ".db")).string();
         }},
    };
}

std::string engine_name(const testing::TestParamInfo<EngineUnderTest>& engine) {
    return engine.param.name;
}

TemporaryFolder::TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "postern-contract-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

DatabaseOptions StoreContract::options(const std::string& database) const {
    return {GetParam().url(folder_.path(), database), 2, Duration(5000), std::chrono::hours{3}};
}

StateOptions StoreContract::state_options(const std::string& database) const {
    return {options(database), std::chrono::days{90}, &clock_};
}

std::unique_ptr<State> StoreContract::state() const {
    auto opened = open_state(state_options());
    if (!opened) throw std::runtime_error(opened.error().message());
    return *std::move(opened);
}

std::unique_ptr<DirectoryEditor> StoreContract::editor() const {
    auto opened = open_directory_editor(options("directory"));
    if (!opened) throw std::runtime_error(opened.error().message());
    return *std::move(opened);
}

std::unique_ptr<DirectoryEditor> StoreContract::stepwise(std::function<void()> between) const {
    auto options = this->options("directory");
    options.pace = {1, std::move(between)};
    return open_directory_editor(options).value();
}

std::unique_ptr<Directory> StoreContract::directory(const std::string& yaml) const {
    auto imported = editor()->import(yaml, "directory.yaml", true);
    if (!imported) throw std::runtime_error(imported.error().message());
    auto opened = open_directory(options("directory"));
    if (!opened) throw std::runtime_error(opened.error().message());
    return *std::move(opened);
}

Notification issued_to(const std::string& agent) {
    Notification notification;
    notification.id = "id-" + agent;
    notification.account = "shop";
    notification.draft = "d1";
    notification.agent = agent;
    notification.chat = "chat-1";
    notification.queue_id = "HOP1";
    notification.occurred = at("2026-11-23T11:59:00Z");
    notification.accepted = at("2026-11-23T11:59:01Z");
    notification.due = at("2026-11-23T12:01:00Z");
    return notification;
}

Notification sent_to(const std::string& agent, const std::string& address,
                     const std::string& queue_id) {
    Notification notification = issued_to(agent);
    notification.fate = Fate::sent;
    notification.address = address;
    notification.sender_domain = "notify.example";
    notification.message_id = notification.id + "@notify.example";
    notification.queue_id = queue_id;
    notification.decided = at("2026-11-23T12:01:00Z");
    return notification;
}

Notification withheld_from(const std::string& agent, const std::string& queue_id) {
    Notification notification = issued_to(agent);
    notification.fate = Fate::withheld;
    notification.rule = "O2";
    notification.reason = "agent-online";
    notification.queue_id = queue_id;
    notification.decided = at("2026-11-23T12:01:00Z");
    return notification;
}

std::vector<Notification> all_of(State& state) {
    auto found = state.find({});
    if (!found) throw std::runtime_error(found.error().message());
    return *std::move(found);
}

DirectoryContent listed(const DatabaseOptions& directory) {
    DirectoryContent all;
    const auto append = [](auto& to, const auto& from) {
        to.insert(to.end(), from.begin(), from.end());
    };
    const auto listed = list_accounts(directory, [&](const DirectoryContent& account) {
        append(all.accounts, account.accounts);
        append(all.groups, account.groups);
        append(all.agents, account.agents);
        append(all.chats, account.chats);
        append(all.presence, account.presence);
    });
    if (!listed) throw std::runtime_error(listed.error().message());
    return all;
}

std::string written(const DirectoryContent& content, Written as) {
    std::ostringstream out;
    DirectoryExport document(out, as);
    document.add(content);
    document.finish();
    return out.str();
}

std::string exported(const DatabaseOptions& directory, Written as) {
    return written(listed(directory), as);
}

Address address(const std::string& text) {
    return Address::parse(text).value();
}
std::string objection_to_ours(const Address& address) {
    return address.domain() == "ours.example" ? address.text() + " leads back" : "";
}
TimePoint at(const std::string& text) {
    return parse_time(text).value();
}

}  // namespace postern
