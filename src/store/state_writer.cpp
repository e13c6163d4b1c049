// SPDX-License-Identifier: Apache-2.0
#include "state_writer.hpp"

#include "postern/base/log.hpp"

#include "failure.hpp"
#include "schema.hpp"

namespace postern {

namespace {

constexpr Duration kPruneEvery = std::chrono::hours{1};
/// Small enough that nobody waits noticeably for a chunk to be committed.
constexpr int kPruneChunk = 200;
/// How often an idle writer looks at the clock.
constexpr std::chrono::seconds kPatience{30};

}  // namespace

StateWriter::StateWriter(std::shared_ptr<const Engine> engine, const Clock& clock,
                         const StateOptions& options, std::function<void()> after_refusal)
    : engine_(std::move(engine)),
      clock_(clock),
      options_(options),
      after_refusal_(std::move(after_refusal)) {}

StateWriter::~StateWriter() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
}

Result<void> StateWriter::start() {
    if (auto opened = connect(); !opened) return opened;
    thread_ = std::thread([this] { run(); });
    return {};
}

void StateWriter::post(std::unique_ptr<WriteJob> job) {
    if (queue_.post(std::move(job))) return;
    LogLine(Severity::warning, "state-queue-full")
        .with("lost", "a record of a parked notification");
}

void StateWriter::run() {
    while (const auto batch = queue_.take(kPatience)) {
        std::optional<Error> failure;
        if (!batch->empty()) {
            auto written = commit([&](Ledger& ledger) {
                for (const auto& entry : *batch) entry.job->write(ledger);
            });
            if (!written) failure = std::move(written).error();
        }
        queue_.finish(*batch, failure);
        if (options_.prunes) prune();
    }
}

Result<void> StateWriter::connect() {
    auto connection = engine_->connect(Access::write);
    if (!connection) return connection.error();
    if (auto migrated = migrate_schema(**connection, kStateSchema); !migrated) return migrated;
    auto session =
        catching([&] { return std::make_unique<Session>(*std::move(connection), options_); });
    if (!session) return session.error();
    session_ = *std::move(session);
    return {};
}

template <typename Change>
Result<void> StateWriter::commit(const Change& change) {
    if (session_ && !session_->connection->is_current()) session_.reset();
    if (!session_) {
        auto opened = connect();
        if (!opened) return refused(opened.error());
    }
    auto committed = catching([&] {
        session_->connection->begin(Access::write);
        change(session_->ledger);
        session_->connection->commit();
    });
    if (committed) return committed;
    session_.reset();
    return refused(committed.error());
}

Error StateWriter::refused(const Error& error) {
    after_refusal_();
    return {ErrorCode::unavailable, error.message(), {"state"}};
}

/// In chunks, and only while nobody waits.
void StateWriter::prune() {
    const auto now = clock_.now();
    if (now < next_prune_) return;
    long long removed = kPruneChunk;
    while (removed == kPruneChunk) {
        auto pruned = commit(
            [&](Ledger& ledger) { removed = ledger.prune(now, options_.keep, kPruneChunk); });
        if (!pruned) {
            LogLine(Severity::warning, "state-not-pruned").with("error", pruned.error().message());
            break;
        }
        if (!queue_.is_idle()) return;
    }
    next_prune_ = now + kPruneEvery;
}

}  // namespace postern
