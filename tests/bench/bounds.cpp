// SPDX-License-Identifier: Apache-2.0
//
// usage: postern_bounds FOLDER TOGETHER [ROWS]
//
// What nothing that records a notification durably can do without, for batches of TOGETHER: an
// append to a file and fdatasync(2); the same row in a table of SQLite's without an index; the row
// as it is kept, with its indexes. Rows a second, and processor seconds of this process for 10,000.
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include "years_load.hpp"

namespace postern::bench {

namespace {

constexpr int kColumns = 20;
constexpr const char* kColumnNames =
    "id, account, draft, agent, kind, chat, fate, rule, reason, address, sender_domain, "
    "message_id, "
    "queue_id, occurred_at, accepted_at, due_at, decided_at, provider, attempt, delivery";

/// What is done for each row, and at the end of each batch.
struct Recorder {
    std::function<void(int row)> add;
    std::function<void()> begin = [] {};
    std::function<void()> commit;
};

double processor_seconds() {
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

void measure(const std::string& title, int rows, int together, const Recorder& recorder) {
    const auto begun = std::chrono::steady_clock::now();
    const auto used = processor_seconds();
    for (int row = 0; row < rows; ++row) {
        if (row % together == 0) recorder.begin();
        recorder.add(row);
        if (row % together == together - 1 || row == rows - 1) recorder.commit();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::cout << fmt::format("{:<36} {:8.0f} {:21.2f}\n", title, rows / took.count(),
                             (processor_seconds() - used) * 10'000 / rows);
}

class Database {
  public:
    explicit Database(const std::string& file) {
        if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) fail();
        for (const auto* text : {"PRAGMA page_size=2048", "PRAGMA journal_mode=WAL",
                                 "PRAGMA synchronous=FULL", "PRAGMA ignore_check_constraints=ON"}) {
            run(text);
        }
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() {
        sqlite3_finalize(insert_);
        sqlite3_close(handle_);
    }

    void run(const char* text) {
        if (sqlite3_exec(handle_, text, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
    }

    void prepare_insert() {
        std::string text = std::string("INSERT INTO notifications (") + kColumnNames + ") VALUES (";
        for (int i = 0; i < kColumns; ++i) text += i == 0 ? "?" : ", ?";
        text += ")";
        if (sqlite3_prepare_v2(handle_, text.c_str(), -1, &insert_, nullptr) != SQLITE_OK) fail();
    }

    void insert(int row) {
        const auto number = std::to_string(row);
        const std::string texts[]{"notification-of-a-usual-length-" + number,
                                  "account-1",
                                  "<draft-" + number + "@a.example>",
                                  "agent-" + std::to_string(row % 1000),
                                  "offline-message",
                                  "chat-" + number,
                                  "sent",
                                  "",
                                  "",
                                  "agent-" + std::to_string(row % 1000) + "@company.example",
                                  "mail.example",
                                  "id-" + number + "@mail.example",
                                  "4Fq" + number};
        int column = 0;
        for (const auto& text : texts) {
            sqlite3_bind_text(insert_, ++column, text.data(), static_cast<int>(text.size()),
                              SQLITE_TRANSIENT);
        }
        for (int i = 0; i < 4; ++i) sqlite3_bind_int64(insert_, ++column, 1'790'000'000'000 + row);
        sqlite3_bind_text(insert_, ++column, "company.example", -1, SQLITE_STATIC);
        sqlite3_bind_int(insert_, ++column, 1);
        sqlite3_bind_text(insert_, ++column, "", -1, SQLITE_STATIC);
        sqlite3_step(insert_);
        if (sqlite3_reset(insert_) != SQLITE_OK) fail();
    }

    Recorder recorder() {
        return {[this](int row) { insert(row); }, [this] { run("BEGIN IMMEDIATE"); },
                [this] { run("COMMIT"); }};
    }

  private:
    [[noreturn]] void fail() { throw std::runtime_error(sqlite3_errmsg(handle_)); }

    sqlite3* handle_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

void measure_appends(const std::string& folder, int rows, int together) {
    const auto file = folder + "/appended";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) throw std::runtime_error(file + " cannot be written");
    const std::string row(400, 'x');
    std::string batch;
    measure(
        "an append and fdatasync a batch", rows, together,
        {[&](int) { batch += row; }, [&] { batch.clear(); },
         [&] {
             const auto written = ::write(descriptor, batch.data(), batch.size());
             if (written != static_cast<ssize_t>(batch.size()) || ::fdatasync(descriptor) != 0) {
                 throw std::runtime_error(file + " cannot be written");
             }
         }});
    ::close(descriptor);
}

void measure_unindexed(const std::string& folder, int rows, int together) {
    Database database(folder + "/unindexed.db");
    database.run((std::string("CREATE TABLE notifications (") + kColumnNames + ")").c_str());
    database.prepare_insert();
    measure("a row without an index", rows, together, database.recorder());
}

void measure_kept(const std::string& folder, int rows, int together) {
    const auto file = folder + "/kept.db";
    (void)opened("sqlite:" + file, std::chrono::hours{24 * 365}, false);
    Database database(file);
    database.prepare_insert();
    measure("the row as it is kept", rows, together, database.recorder());
}

}  // namespace

}  // namespace postern::bench

int main(int argc, char** argv) {
    using namespace postern::bench;
    if (argc < 3) {
        std::cerr << "usage: postern_bounds FOLDER TOGETHER [ROWS]\n";
        return 2;
    }
    const std::string folder = argv[1];
    const int together = std::max(1, std::atoi(argv[2]));
    const int rows = argc > 3 ? std::atoi(argv[3]) : 10'000;
    try {
        std::cout << fmt::format("{:<36} {:>8} {:>21}\n",
                                 fmt::format("recorded {} together", together), "rows/s",
                                 "CPU s for 10,000 rows");
        measure_appends(folder, rows, together);
        measure_unindexed(folder, rows, together);
        measure_kept(folder, rows, together);
    } catch (const std::exception& e) {
        std::cerr << "postern_bounds: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
