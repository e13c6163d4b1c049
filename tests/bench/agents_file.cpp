// SPDX-License-Identifier: Apache-2.0
#include "agents_file.hpp"

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace postern::bench {

namespace {

constexpr int kForwarding = 20;
constexpr int kMinutesOfADay = 60 * 24;

void write_account(std::FILE* out, int account) {
    std::fprintf(out,
                 "  - id: account-%d\n"
                 "    name: Account %d\n"
                 "    plan: pro\n"
                 "    notifications: {offline-message: true, missed-chat: true}\n"
                 "    forward: info@firm-%d.example\n"
                 "    groups: [{id: sales, name: Sales}, {id: support, name: Support}]\n"
                 "    agents:\n",
                 account, account, account);
}

void write_agent(std::FILE* out, int agent, const char* name) {
    const int account = agent / kAgentsOfAnAccount;
    const int minute = agent % kMinutesOfADay;
    std::fprintf(out,
                 "      - id: agent-%d\n"
                 "        name: %s %d\n"
                 "        address: agent-%d@firm-%d.example\n"
                 "        groups: [%s]\n",
                 agent, name, agent, agent, account, agent % 2 == 0 ? "sales" : "sales, support");
    if (agent % kForwarding == 0) {
        std::fprintf(out, "        forward: desk-%d@firm-%d.example\n", agent, account);
    }
    std::fprintf(out,
                 "        devices: [{id: phone, online-since: \"2026-11-23T%02d:%02d:00Z\", "
                 "until: \"2026-11-24T00:30:00Z\"}]\n",
                 minute / 60, minute % 60);
}

}  // namespace

void write_agents(const std::filesystem::path& file, int agents, int renamed) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "we"),
                                                              &std::fclose);
    if (!out) throw std::runtime_error(file.string() + " cannot be written");
    std::fputs("accounts:\n", out.get());
    for (int i = 0; i < agents; ++i) {
        if (i % kAgentsOfAnAccount == 0) write_account(out.get(), i / kAgentsOfAnAccount);
        write_agent(out.get(), i, renamed > 0 && i % renamed == 0 ? "Renamed" : "Agent");
    }
}

}  // namespace postern::bench
