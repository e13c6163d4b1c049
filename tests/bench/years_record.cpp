// SPDX-License-Identifier: Apache-2.0
#include "years_record.hpp"

#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "postern/store/state.hpp"

namespace postern::bench {

namespace {

constexpr int kAccounts = 20'000;
constexpr int kAgentsOfAnAccount = 5;
constexpr long long kRowsATransaction = 100'000;

[[noreturn]] void fail(sqlite3* database) {
    throw std::runtime_error(std::string("years: ") + sqlite3_errmsg(database));
}

/// A connection, for as long as the record is written.
class Database {
  public:
    explicit Database(const std::filesystem::path& file) {
        if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) fail(database_);
        run("PRAGMA synchronous = OFF");
        run("PRAGMA cache_size = -1000000");
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { sqlite3_close(database_); }

    void run(const std::string& sql) {
        if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(database_);
    }
    std::vector<std::pair<std::string, std::string>> indexes() {
        std::vector<std::pair<std::string, std::string>> all;
        const auto take = [](void* out, int, char** values, char**) {
            static_cast<decltype(all)*>(out)->emplace_back(values[0], values[1]);
            return 0;
        };
        const char* sql =
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
        if (sqlite3_exec(database_, sql, take, &all, nullptr) != SQLITE_OK) fail(database_);
        return all;
    }
    [[nodiscard]] sqlite3* handle() const { return database_; }

  private:
    sqlite3* database_ = nullptr;
};

/// A statement with texts and numbers for its parameters, in their order.
class Insertion {
  public:
    Insertion(Database& database, const char* sql) : database_(database.handle()) {
        if (sqlite3_prepare_v2(database_, sql, -1, &statement_, nullptr) != SQLITE_OK)
            fail(database_);
    }
    Insertion(const Insertion&) = delete;
    Insertion& operator=(const Insertion&) = delete;
    ~Insertion() { sqlite3_finalize(statement_); }

    template <typename... Values>
    void run(const Values&... values) {
        int at = 0;
        (bind(++at, values), ...);
        if (sqlite3_step(statement_) != SQLITE_DONE) fail(database_);
        sqlite3_reset(statement_);
    }

  private:
    void bind(int at, const std::string& text) {
        sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT);
    }
    void bind(int at, long long number) { sqlite3_bind_int64(statement_, at, number); }

    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
};

struct Ending {
    std::string fate, rule, reason;
};

/// As a platform's notifications end, by share.
const Ending& ending(std::mt19937_64& random) {
    static const std::vector<Ending> kEndings{{"sent", "", ""},
                                              {"withheld", "O2", "agent-online"},
                                              {"withheld", "O4", "colleague-online"},
                                              {"withheld", "D2", "user-unknown"},
                                              {"merged", "R5", "same-address"},
                                              {"given-up", "", "expired"}};
    static std::discrete_distribution<std::size_t> share{70, 15, 8, 4, 2, 1};
    return kEndings[share(random)];
}

class Writer {
  public:
    explicit Writer(Database& database)
        : notification_(database,
                        "INSERT INTO notifications (id, account, draft, agent, kind, chat, fate, "
                        "rule, reason, address, sender_domain, message_id, queue_id, occurred_at, "
                        "accepted_at, due_at, decided_at, provider, attempt, delivery) VALUES "
                        "(?, ?, ?, ?, 'offline-message', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                        "'mail.example', 1, ?)"),
          bounce_(database,
                  "INSERT INTO bounces (notification, attempt, used_for, sender_domain, delivery, "
                  "bounce_class, action, status, evidence, reporter, effect, bounced_at) VALUES "
                  "(?, 1, 'failure', 'mail.example', '', 'user-unknown', 'failed', '5.1.1', "
                  "'no such user here', 'mx.mail.example', 'suppressed', ?)") {}

    void write(long long number, long long at) {
        if (left_ == 0) begin_draft(number);
        --left_;
        const auto who = account_ * kAgentsOfAnAccount + left_;
        const auto agent = "agent-" + std::to_string(who);
        const auto& [fate, rule, reason] = ending(random_);
        const auto n = std::to_string(number);
        const std::string address = fate == "withheld" ? "" : agent + "@firm.example";
        notification_.run("n" + n + "-of-a-million", "account-" + std::to_string(account_), draft_,
                          agent, "chat-" + std::to_string(number / 4), fate, rule, reason, address,
                          std::string(fate == "sent" ? "mail.example" : ""),
                          fate == "sent" ? n + "@mail.example" : "", "4Q" + n + "z", at, at,
                          at + 120'000, at + 121'000, "4R" + n + "z");
        if (fate == "sent" && number % 50 == 0)
            bounce_.run("n" + n + "-of-a-million", at + 180'000);
    }

  private:
    void begin_draft(long long number) {
        left_ = static_cast<long long>(1 + random_() % 3);
        account_ = static_cast<long long>(random_() % kAccounts);
        draft_ = "<draft-" + std::to_string(number) + "@platform.example>";
    }

    Insertion notification_;
    Insertion bounce_;
    std::mt19937_64 random_{1};
    long long left_ = 0;
    long long account_ = 0;
    std::string draft_;
};

}  // namespace

void write_years(const std::filesystem::path& file, const Years& years) {
    StateOptions options;
    options.database.url = "sqlite:" + file.string();
    if (const auto made = open_state(options); !made)
        throw std::runtime_error(made.error().message());
    Database database(file);
    // In an index's own order only once everything is there: ten times faster.
    const auto indexes = database.indexes();
    for (const auto& [name, sql] : indexes) database.run("DROP INDEX " + name);
    {
        Writer writer(database);
        const auto step = (years.end - years.begin) / years.notifications;
        for (long long number = 0; number < years.notifications; ++number) {
            if (number % kRowsATransaction == 0) database.run("BEGIN");
            writer.write(number, (years.begin + number * step).time_since_epoch().count());
            if ((number + 1) % kRowsATransaction == 0) database.run("COMMIT");
        }
        if (years.notifications % kRowsATransaction != 0) database.run("COMMIT");
    }
    for (const auto& [name, sql] : indexes) database.run(sql);
}

}  // namespace postern::bench
