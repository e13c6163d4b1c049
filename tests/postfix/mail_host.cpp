// SPDX-License-Identifier: Apache-2.0
#include "mail_host.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "postern/base/clock.hpp"
#include "postern/base/process.hpp"
#include "postern/config/keys.hpp"

#include "mail_text.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

constexpr auto kPatience = std::chrono::seconds(60);

std::string run(const std::vector<std::string>& command) {
    auto done = run_process(command, kPatience);
    if (!done) throw std::runtime_error(done.error().message());
    if (done->exit_status != 0) throw std::runtime_error(command.front() + ": " + done->err);
    return std::move(done->out);
}

/// wait_until() with pauses that leave the processor to the processes waited for.
bool wait_calmly(const std::function<bool()>& condition, Duration limit) {
    return wait_until(
        [&] {
            const bool met = condition();
            if (!met) std::this_thread::sleep_for(std::chrono::milliseconds(60));
            return met;
        },
        limit);
}

bool are_decided(const std::vector<Record>& records) {
    return !records.empty() && std::all_of(records.begin(), records.end(),
                                           [](const Record& r) { return r.decided.has_value(); });
}

}  // namespace

TimePoint now() {
    return SystemClock().now();
}

std::string everybody(const std::string& account) {
    return account + "@" + kDraftsDomain;
}

MailHost::MailHost(std::string_view directory, const HostOptions& options)
    : key_(parent_.write("key", "a key for tests, of at least 32 characters\n")),
      lab_(options.lab),
      configuration_(parent_.write("postern.yaml", configuration_text(options))),
      posternd_({prepare(directory, options), configuration_, lab_.milter_socket(),
                 parent_.path() / "posternd.log"}) {}

std::string MailHost::configuration_text(const HostOptions& options) const {
    std::map<std::string, std::string> sections{
        {"milter", "{ socket: 'unix:" + lab_.milter_socket() +
                       "', socket-mode: '0666', user: " + options.user + " }"},
        {"drafts", std::string("{ domain: ") + kDraftsDomain + ", networks: [127.0.0.1] }"},
        {"dns", "{ check-domains: never }"},
        {"grace-window",
         "{ offline-message: " + format_duration(options.window) + ", missed-chat: 0s }"},
        {"senders", std::string("[ { domain: ") + kSenderDomain +
                        ", bounce-domain: " + kBounceDomain + " } ]"},
        {"keys", "{ files: [ " + key_.string() + " ] }"},
        {"directory", "{ database: 'sqlite:" + (data_ / "directory.db").string() + "' }"},
        {"state", "{ database: 'sqlite:" + (data_ / "state.db").string() + "' }"},
        {"postfix",
         "{ config-directory: " + lab_.value("CONFIG_DIRECTORY") + ", retry-after: 1s }"},
    };
    if (options.trail) sections["trail"] = "{ from: " + lab_.value("MAIL_LOG") + " }";
    for (const auto& [name, value] : options.sections) sections[name] = value;
    std::string text;
    for (const auto& [name, value] : sections) text.append(name).append(": ").append(value) += '\n';
    return text;
}

/// Everything that posternd needs, and the program to be started as posternd.
std::filesystem::path MailHost::prepare(std::string_view directory,
                                        const HostOptions& options) const {
    std::filesystem::create_directory(data_);
    std::filesystem::permissions(key_, std::filesystem::perms(0600));
    run({"chown", options.user, data_, key_, lab_.directory()});
    import(directory);
    if (options.before_posternd.empty()) return POSTERN_POSTERND;
    auto script = parent_.write("posternd", "#!/bin/sh\n" + options.before_posternd +
                                                "\nexec " POSTERN_POSTERND " \"$@\"\n");
    std::filesystem::permissions(script, std::filesystem::perms(0755));
    return script;
}

KeyRing MailHost::keys() const {
    return load_keys({key_}).value();
}

std::string MailHost::postern(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command{POSTERN_POSTERN, "-c", configuration_};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run(command);
}

ProcessResult MailHost::attempt(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command{POSTERN_POSTERN, "-c", configuration_};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_process(command, kPatience).value();
}

void MailHost::import(std::string_view directory) const {
    postern({"directory", "import", parent_.write("directory.yaml", directory)});
}

void MailHost::import_whole(std::string_view directory) const {
    postern({"directory", "import", "--whole", parent_.write("directory.yaml", directory)});
}

void MailHost::tell(std::string_view events) const {
    run({"sh", "-c", R"(exec "$0" -c "$1" directory apply <"$2")", POSTERN_POSTERN, configuration_,
         parent_.write("events", events)});
}

SmtpTransaction MailHost::submit(const DraftText& draft,
                                 const std::vector<std::string>& recipients) const {
    return SmtpClient(lab_.draft_port())
        .send("platform@platform.example.test", recipients, draft.text());
}

SmtpTransaction MailHost::submit(const DraftText& draft) const {
    return submit(draft, {everybody(draft.account)});
}

std::vector<Record> MailHost::records(const std::string& draft) const {
    return read_records(postern({"--json", "notifications", "--draft", draft}));
}

std::vector<std::string> MailHost::verdicts(const std::string& draft, Duration limit) const {
    std::vector<Record> found;
    const auto decided = [&] { return are_decided(found = records(draft)); };
    static_cast<void>(wait_calmly(decided, limit));
    std::vector<std::string> lines;
    lines.reserve(found.size());
    for (const auto& record : found) lines.push_back(record.agent + " " + record.verdict());
    std::sort(lines.begin(), lines.end());
    return lines;
}

bool MailHost::becomes(const std::string& draft, const std::string& fate, Duration limit) const {
    return wait_calmly(
        [&] {
            const auto found = records(draft);
            return !found.empty() && std::all_of(found.begin(), found.end(),
                                                 [&](const Record& r) { return r.fate == fate; });
        },
        limit);
}

std::vector<SinkMessage> MailHost::arrived(const std::string& draft) const {
    auto messages = lab_.sink_messages();
    const auto other = [&](const SinkMessage& m) {
        return MailText(m.text).field("Subject") != draft;
    };
    messages.erase(std::remove_if(messages.begin(), messages.end(), other), messages.end());
    return messages;
}

std::vector<SinkMessage> MailHost::delivered(const std::string& draft, std::size_t count,
                                             Duration limit) const {
    const auto complete = [&] { return arrived(draft).size() >= count && lab_.queue().empty(); };
    static_cast<void>(wait_calmly(complete, limit));
    return arrived(draft);
}

std::vector<std::string> MailHost::delivered_to(const std::string& draft, std::size_t count) const {
    std::vector<std::string> recipients;
    for (const auto& message : delivered(draft, count)) {
        recipients.insert(recipients.end(), message.recipients.begin(), message.recipients.end());
    }
    std::sort(recipients.begin(), recipients.end());
    return recipients;
}

void MailHost::present(const std::string& queue_id) const {
    run({"postqueue", "-c", lab_.value("CONFIG_DIRECTORY"), "-i", queue_id});
}

void MailHost::release(const std::string& queue_id) const {
    run({"postsuper", "-c", lab_.value("CONFIG_DIRECTORY"), "-H", queue_id});
}

std::string MailHost::logs() const {
    return lab_.log() + "\n" + posternd_.log();
}

}  // namespace postern::testing
