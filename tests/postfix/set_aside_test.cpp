// SPDX-License-Identifier: Apache-2.0
//
// A notification that was set aside is on hold in OUT's queue, as it came from the fan. Taken off
// hold, it has to come to OUT once more, and to be judged there like any other. No defect of
// postern is at hand to have it set aside: here an OUT without milters holds it, and the record is
// written beside posternd.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "postern/base/process.hpp"

#include "database.hpp"
#include "directories.hpp"
#include "mail_host.hpp"
#include "mail_text.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

class SetAside : public WithMailHost<SetAside> {
  public:
    static std::unique_ptr<MailHost> make_host() { return std::make_unique<MailHost>(kOneAgent); }

  protected:
    static std::filesystem::path master_cf() {
        return std::filesystem::path(host().postfix().value("CONFIG_DIRECTORY")) / "master.cf";
    }

    /// One of Postfix's commands, for this instance; what it printed.
    static std::string command(const std::string& program, const Lines& arguments) {
        Lines argv{program, "-c", host().postfix().value("CONFIG_DIRECTORY")};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        const auto done = run_process(argv, std::chrono::seconds(30));
        EXPECT_TRUE(done && done->exit_status == 0)
            << program << " " << arguments[0] << host().logs();
        return done ? done->out : std::string();
    }

    /// A reload goes on after the command has ended, and mail would come in between.
    static void restart_postfix() {
        command("postfix", {"stop"});
        command("postfix", {"start"});
    }

    static void put_out_on_hold() {
        const auto out = "127.0.0.1:" + host().postfix().value("OUT_PORT") + "/inet/";
        command("postconf",
                {"-P", out + "smtpd_milters=",
                 out + "smtpd_end_of_data_restrictions=check_client_access,static:HOLD"});
        restart_postfix();
    }

    /// The queue ids of what is on hold.
    static Lines on_hold() {
        Lines ids;
        std::istringstream lines(host().postfix().queue());
        for (std::string line; std::getline(lines, line);) {
            const auto file = nlohmann::json::parse(line);
            if (file.at("queue_name") == "hold") ids.push_back(file.at("queue_id"));
        }
        return ids;
    }

    /// As the gateway does, with the queue id of hop 1.
    static void record_as_set_aside() {
        Database(host().folder() / "state.db")
            .execute(
                "UPDATE notifications SET fate = 'set-aside', reason = 'defect: a test', "
                "decided_at = accepted_at");
    }
};

bool is_ours(const std::string& field) {
    return field.starts_with("Postern-");
}

TEST_F(SetAside, IsJudgedAgainOnceItIsReleasedAndArrivesOnce) {
    const auto as_it_was = master_cf().string() + ".as-it-was";
    std::filesystem::copy_file(master_cf(), as_it_was);
    put_out_on_hold();
    ASSERT_EQ(host().submit({"aside", "team"}).end.code, 250);
    ASSERT_TRUE(wait_until([] { return on_hold().size() == 1; })) << host().logs();
    const auto held = on_hold().at(0);
    const auto sealed = MailText(command("postcat", {"-bhq", held})).names();
    EXPECT_EQ(std::count(sealed.begin(), sealed.end(), "Postern-Seal"), 1) << host().logs();
    record_as_set_aside();
    const auto of_hop_1 = host().records("aside").at(0).queue_id;
    EXPECT_NE(of_hop_1, held);
    EXPECT_NE(host().postern({"why", "aside"}).find("'postsuper -H " + held + "'"),
              std::string::npos);

    std::filesystem::rename(as_it_was, master_cf());
    restart_postfix();
    EXPECT_EQ(on_hold(), Lines{held});
    EXPECT_TRUE(host().arrived("aside").empty());
    host().release(held);
    command("postqueue", {"-f"});

    const auto arrived = host().delivered("aside", 1);
    ASSERT_EQ(arrived.size(), 1U) << host().logs();
    const auto fields = MailText(arrived[0].text).names();
    EXPECT_EQ(std::count_if(fields.begin(), fields.end(), is_ours), 0) << arrived[0].text;
    EXPECT_TRUE(arrived[0].sender.starts_with("b+")) << arrived[0].sender;
    EXPECT_EQ(arrived[0].recipients, Lines{"ann@team.example.test"});
    EXPECT_EQ(host().verdicts("aside"), Lines{"ann sent"});
    EXPECT_EQ(host().records("aside").at(0).queue_id, of_hop_1) << "the same notification";
    EXPECT_NE(host().postfix().log().find(held + ": to=<ann"), std::string::npos) << host().logs();
}

}  // namespace
}  // namespace postern::testing
