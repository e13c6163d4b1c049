// SPDX-License-Identifier: Apache-2.0
#include "postfix_restart.hpp"

#include <filesystem>
#include <ostream>
#include <thread>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

#include "reachable.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr auto kInstanceUnit = "/lib/systemd/system/postfix@.service";
/// As long as service managers wait for one service to stop and to start.
constexpr Duration kRestartLimit = std::chrono::minutes{3};

bool has_systemd() {
    std::error_code none;
    return fs::exists("/run/systemd/system", none);
}

std::string postfix_command(const Wiring& wiring) {
    const auto& folder = wiring.settings.postfix.config_directory;
    return folder.empty() ? "postfix" : "postfix -c " + postfix::shell_word(folder);
}

/// With the folders that a shell of cron's or of su's has not.
std::vector<std::string> in_shell(const std::string& command) {
    return {"/bin/sh", "-c", "PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin; export PATH; " + command};
}

/// Done, or left: of Postfix where it does not run, since somebody stopped it.
bool restart_all(const Call& call, const Wiring& wiring, const std::vector<std::string>& commands) {
    bool good = true;
    for (const auto& command : commands) {
        const bool left = command == restart_command(wiring) && !postfix_runs(wiring);
        if (!left) good = restart_now(call, command) && good;
        if (left && !call.json())
            call.out() << "Postfix does not run, and was not started: " << command << '\n';
    }
    return good;
}

}  // namespace

bool restart_now(const Call& call, const std::string& command) {
    const auto done = run_process(in_shell(command), kRestartLimit);
    if (done && done->exit_status == 0) {
        if (!call.json()) call.out() << "done: " << command << '\n';
        return true;
    }
    call.streams.err << "postern " << call.command.name << ": " << command << ": "
                     << (done ? std::string(trim(done->err)) : done.error().message()) << '\n';
    return false;
}

bool postfix_runs(const Wiring& wiring) {
    const auto done = run_process(in_shell(postfix_command(wiring) + " status"), kRestartLimit);
    return done && done->exit_status == 0;
}

bool postfix_comes_up(const Wiring& wiring) {
    constexpr int kLooks = 25;
    constexpr std::chrono::milliseconds kBetween{200};
    for (int look = 0; look < kLooks; ++look) {
        if (postfix_runs(wiring)) return true;
        std::this_thread::sleep_for(kBetween);
    }
    return false;
}

std::string restart_command(const Wiring& wiring) {
    const auto& folder = wiring.settings.postfix.config_directory;
    if (folder.empty() && has_systemd()) return "systemctl restart postfix";
    // Debian's unit for each instance; stopped otherwise it counts as failed.
    const auto name = wiring.site.parameter("multi_instance_name");
    std::error_code none;
    if (has_systemd() && !name.empty() && fs::exists(kInstanceUnit, none))
        return "systemctl restart postfix@" + name;
    const auto postfix = postfix_command(wiring);
    return postfix + " stop; " + postfix + " start";
}

std::string restart_of_signer(const Wiring& wiring) {
    const auto& signer = wiring.signing.signer;
    return signer.empty() ? "" : "systemctl restart " + signer;
}

std::string steps_to_posternd(const Wiring& wiring) {
    if (!has_systemd() || reachable(wiring.settings.milter.socket)) return {};
    return "systemctl start postern; postern try --send";
}

std::vector<std::string> restarts(const Wiring& wiring, bool signer) {
    std::vector<std::string> all;
    if (signer && !wiring.signing.signer.empty()) all.push_back(restart_of_signer(wiring));
    all.push_back(restart_command(wiring));
    return all;
}

Exit restart_or_tell(const Call& call, const Wiring& wiring,
                     const std::vector<std::string>& commands, const std::string& next) {
    const bool asked = call.given.has("restart");
    const bool good = !asked || restart_all(call, wiring, commands);
    if (call.json()) return good ? Exit::good : Exit::no;
    if (!asked) {
        call.out() << "\nNothing of it counts before:\n";
        for (const auto& command : commands) call.out() << command << '\n';
    }
    if (!next.empty()) call.out() << (asked ? "next: " : "") << next << '\n';
    return good ? Exit::good : Exit::no;
}

}  // namespace postern
