// SPDX-License-Identifier: Apache-2.0
#include "operator.hpp"

#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "postern/base/process.hpp"

#include "temporary_directory.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

using Words = std::vector<std::string>;

std::string output_of(const Words& command) {
    const auto done = run_process(command, std::chrono::seconds(30));
    if (!done) throw std::runtime_error(done.error().message());
    if (done->exit_status != 0) throw std::runtime_error(command[0] + ": " + done->out + done->err);
    return done->out + done->err;
}

std::string folder_of(const MailHost& host) {
    return host.postfix().value("CONFIG_DIRECTORY");
}

}  // namespace

std::string postsuper(const MailHost& host, const Words& arguments) {
    Words command{"postsuper", "-c", folder_of(host)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return output_of(command);
}

void queue_again(const MailHost& host) {
    const auto said = postsuper(host, {"-r", "ALL"});
    if (said.find("Requeued: ") == std::string::npos) throw std::runtime_error("nothing: " + said);
    output_of({"postkick", "-c", folder_of(host), "public", "pickup", "W"});
}

void flush(const MailHost& host) {
    output_of({"postqueue", "-c", folder_of(host), "-f"});
}

void set_main_cf(const MailHost& host, const std::string& line) {
    output_of({"postconf", "-c", folder_of(host), "-e", line});
    output_of({"postfix", "-c", folder_of(host), "reload"});
}

std::string text_in_queue(const MailHost& host, const std::string& queue_id) {
    return output_of({"postcat", "-c", folder_of(host), "-hbq", queue_id});
}

Words recipients_in_queue(const MailHost& host, const std::string& queue_id) {
    Words recipients;
    std::istringstream queue(host.postfix().queue());
    for (std::string line; std::getline(queue, line);) {
        const auto entry = nlohmann::json::parse(line);
        if (entry.at("queue_id") != queue_id) continue;
        for (const auto& one : entry.at("recipients")) recipients.push_back(one.at("address"));
    }
    return recipients;
}

void give_to_sendmail(const MailHost& host, const std::string& text, const Words& recipients) {
    const TemporaryDirectory folder;
    // A shell for the redirection alone: the rest are its arguments.
    Words command{"sh",
                  "-c",
                  "sendmail -C \"$1\" -i -f platform@platform.example.test \"$3\" \"$4\" <\"$2\"",
                  "sh",
                  folder_of(host),
                  folder.write("message", text)};
    command.insert(command.end(), recipients.begin(), recipients.end());
    output_of(command);
}

std::uint16_t open_port_of_the_site(const MailHost& host) {
    // The lab holds six ports in a row; the last is a receiver's, where there is one.
    const auto port = static_cast<std::uint16_t>(host.postfix().draft_port() + 5);
    const auto service = "127.0.0.1:" + std::to_string(port);
    output_of({"postconf", "-c", folder_of(host), "-M", "-e",
               service + "/inet=" + service + " inet n - n - - smtpd"});
    output_of({"postfix", "-c", folder_of(host), "reload"});
    const bool answers = wait_until(
        [&] {
            try {
                const SmtpClient client(port);
                return true;
            } catch (const std::runtime_error&) {
                return false;
            }
        },
        std::chrono::seconds(20));
    if (!answers) throw std::runtime_error("nobody answers at " + service);
    return port;
}

int count_in(std::string_view text, std::string_view words) {
    int count = 0;
    for (auto at = text.find(words); at != text.npos; at = text.find(words, at + 1)) ++count;
    return count;
}

}  // namespace postern::testing
