// SPDX-License-Identifier: Apache-2.0
#include "postfix_wiring.hpp"

#include <arpa/inet.h>
#include <filesystem>
#include <istream>
#include <netinet/in.h>
#include <ostream>
#include <sys/socket.h>

#include "postern/base/text.hpp"

#include "descriptor.hpp"
#include "postfix_site.hpp"
#include "signer.hpp"
#include "site_file.hpp"
#include "site_lock.hpp"
#include "tcp_listeners.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

/// Those that choose_ports() may take from.
constexpr int kFirstPort = 10025;
constexpr int kLastPort = 10127;

bool is_busy(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) return false;
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0;
}

/// A Postfix that was not restarted since its master.cf was changed listens where it did: its own
/// ports are free when it is.
std::vector<std::string> busy_ports(const postfix::Site& site) {
    const auto master = master_of(site.parameter("queue_directory"));
    std::vector<std::string> busy;
    for (int port = kFirstPort; port <= kLastPort; ++port) {
        if (is_busy(static_cast<std::uint16_t>(port)) && !listens_at(master, port))
            busy.push_back(std::to_string(port));
    }
    return busy;
}

Result<std::map<std::string, std::string>> tables_in(const std::string& folder) {
    std::map<std::string, std::string> tables;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (!entry.is_regular_file()) continue;
        auto text = read_content(entry.path());
        if (!text) return text.error();
        tables[entry.path().filename()] = text->value_or("");
    }
    return tables;
}

Result<void> look_at_signer(Wiring& wiring) {
    const auto files = read_signer_files();
    if (!files) return files.error();
    wiring.signing = postfix::signing_for(wiring.site, wiring.settings, *files);
    for (const auto& key : wiring.signing.keys) {
        if (key.needed && !is_there(key)) wiring.missing_keys.push_back(key);
    }
    return {};
}

}  // namespace

SignerUse signer_use(const Call& call) {
    return call.given.has("no-signer") ? SignerUse::none : SignerUse::found;
}

Result<Wiring> read_wiring(const Settings& settings, SignerUse use) {
    auto site = read_postfix_site(settings);
    if (!site) return site.error();
    const auto folder = configuration_folder(settings);
    if (!folder) return folder.error();
    Wiring wiring{settings, use, *folder, *std::move(site), {}, {}, {}, {}};
    auto tables = tables_in(wiring.folder());
    if (!tables) return tables.error();
    if (use == SignerUse::found) {
        if (auto done = look_at_signer(wiring); !done) return done.error();
    }
    wiring.around = {wiring.folder(), *std::move(tables), busy_ports(wiring.site),
                     wiring.signing.milter};
    wiring.plan = postfix::plan_for(wiring.site, settings, wiring.around);
    return wiring;
}

std::string drafts_at(const Wiring& wiring) {
    constexpr std::string_view kName = "/inet/milter_macro_daemon_name";
    for (const auto& line : wiring.plan.lines) {
        const bool names =
            line.place.ends_with(kName) && line.value == wiring.settings.milter.daemon_names.draft;
        if (names) return line.place.substr(0, line.place.size() - kName.size());
    }
    return {};
}

std::string postconf_command(const Settings& settings) {
    const auto& folder = settings.postfix.config_directory;
    return folder.empty() ? "postconf" : "postconf -c " + postfix::shell_word(folder);
}

bool agreed(const Call& call, const std::string& question) {
    if (call.given.has("yes")) return true;
    call.out() << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(call.streams.in, answer);
    const auto word = lower(trim(answer));
    return word == "y" || word == "yes";
}

}  // namespace postern
