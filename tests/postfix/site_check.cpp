// SPDX-License-Identifier: Apache-2.0
#include "site_check.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"

#include "setting_trials.hpp"
#include "usual_services.hpp"

namespace postern::testing {

namespace {

using Places = std::set<std::string>;

const std::filesystem::path kSnippets = std::filesystem::path(POSTERN_SOURCE_DIR) / "conf/postfix";
constexpr std::array kTables{"bounce_rcpt", "queued_again"};

const std::vector<std::string> kFaults{"faults", "unknown"};
const std::vector<std::string> kAll{"faults", "unknown", "notes"};

constexpr auto kCheckPatience = std::chrono::seconds(60);

}  // namespace

SiteCheck::SiteCheck() {
    for (const auto* const table : kTables)
        std::filesystem::copy_file(kSnippets / table, folder_.path() / table);
    (void)folder_.write("master.cf", read_file(kSnippets / "master.cf").value() + kUsualServices);
    (void)folder_.write("postern.yaml",
                        "drafts: { domain: drafts.example.test }\n"
                        "senders:\n"
                        "  - { domain: example.test, bounce-domain: bounces.example.test }\n"
                        "keys: { files: [" +
                            (folder_.path() / "key").string() +
                            "] }\n"
                            "postfix: { config-directory: " +
                            folder_.path().string() + " }\n");
    write_main_cf("");
    before_ = places(kAll);
}

/// The last line of a name counts.
void SiteCheck::write_main_cf(const std::string& last_lines) const {
    auto text = read_file(kSnippets / "main.cf").value();
    for (const auto* const table : kTables) {
        const auto shipped = std::string("/etc/postfix/") + table;
        text.replace(text.find("regexp:" + shipped) + 7, shipped.size(), folder_.path() / table);
    }
    (void)folder_.write("main.cf", text + last_lines + "\n");
}

Places SiteCheck::places(const std::vector<std::string>& kinds) const {
    const auto done =
        run_process({POSTERN_POSTERN, "-c", folder_.path() / "postern.yaml", "--json", "check"},
                    kCheckPatience);
    if (!done) throw std::runtime_error(done.error().message());
    const auto report = nlohmann::json::parse(done->out, nullptr, false);
    if (report.is_discarded()) throw std::runtime_error("postern check: " + done->err);
    Places places;
    for (const auto& kind : kinds) {
        for (const auto& one : report[kind]) places.insert(one["setting"].get<std::string>());
    }
    return places;
}

bool SiteCheck::tells_of(const std::string& setting) const {
    write_main_cf(setting);
    const auto after = places(kAll);
    return !std::includes(before_.begin(), before_.end(), after.begin(), after.end());
}

std::vector<std::string> SiteCheck::found_among(const std::vector<std::string>& settings) const {
    std::string lines;
    for (const auto& setting : settings) lines += setting + "\n";
    write_main_cf(lines);
    const auto all = places(kFaults);
    std::vector<std::string> found;
    std::copy_if(settings.begin(), settings.end(), std::back_inserter(found), [&](const auto& one) {
        const auto name = name_in(one);
        return std::any_of(all.begin(), all.end(), [&](const std::string& place) {
            return place.ends_with(" " + name) || place.ends_with("/" + name);
        });
    });
    return found;
}

}  // namespace postern::testing
