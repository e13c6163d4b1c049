// SPDX-License-Identifier: Apache-2.0
//
// What the contract's cases have in common: an engine, a folder of their own, a clock that stands
// still, and short ways to say a notification.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/base/clock.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/editor.hpp"
#include "postern/store/listing.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// One engine the contract is run against: how a database of that name is addressed.
struct EngineUnderTest {
    std::string name;
    std::string (*url)(const std::filesystem::path& folder, const std::string& database);
};

std::vector<EngineUnderTest> engines_under_test();

class StandingClock final : public Clock {
  public:
    [[nodiscard]] TimePoint now() const override { return TimePoint(Duration(now_)); }
    void advance(Duration span) { now_ += span.count(); }

  private:
    std::atomic<Duration::rep> now_{1'795'435'200'000};  // 2026-11-23T12:00:00Z
};

/// A folder that goes with its test.
class TemporaryFolder {
  public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

class StoreContract : public ::testing::TestWithParam<EngineUnderTest> {
  protected:
    [[nodiscard]] DatabaseOptions options(const std::string& database) const;
    [[nodiscard]] StateOptions state_options(const std::string& database = "state") const;
    [[nodiscard]] std::unique_ptr<State> state() const;
    /// A directory holding `yaml`.
    [[nodiscard]] std::unique_ptr<Directory> directory(const std::string& yaml) const;
    [[nodiscard]] std::unique_ptr<DirectoryEditor> editor() const;
    /// One that imports a portion at a time, with `between` called after each.
    [[nodiscard]] std::unique_ptr<DirectoryEditor> stepwise(std::function<void()> between) const;

    StandingClock clock_;
    TemporaryFolder folder_;
};

std::string engine_name(const ::testing::TestParamInfo<EngineUnderTest>& engine);

#define POSTERN_FOR_EVERY_ENGINE(suite) \
    INSTANTIATE_TEST_SUITE_P(Engines, suite, ::testing::ValuesIn(engines_under_test()), engine_name)

/// Of draft d1 of account shop, issued under queue id HOP1.
Notification issued_to(const std::string& agent);
/// The same, decided: sent to `address`, seen under `queue_id`.
Notification sent_to(const std::string& agent, const std::string& address,
                     const std::string& queue_id);
Notification withheld_from(const std::string& agent, const std::string& queue_id);

std::vector<Notification> all_of(State& state);

/// Everything that a directory holds.
DirectoryContent listed(const DatabaseOptions& directory);

using Written = DirectoryExport::Format;
std::string written(const DirectoryContent& content, Written as = Written::yaml);
std::string exported(const DatabaseOptions& directory, Written as = Written::yaml);

Address address(const std::string& text);
/// What the settings might say: nothing is to go to ours.example.
std::string objection_to_ours(const Address& address);
TimePoint at(const std::string& text);

}  // namespace postern
