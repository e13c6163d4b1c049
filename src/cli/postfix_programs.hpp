// SPDX-License-Identifier: Apache-2.0
//
// Postfix's programs for one instance, which stand beside postqueue.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "postern/base/process.hpp"
#include "postern/config/settings.hpp"

namespace postern {

class PostfixPrograms {
  public:
    explicit PostfixPrograms(const PostfixSettings& settings);

    /// not_found where Postfix is not configured yet, unavailable where it does not answer.
    [[nodiscard]] Result<std::string> postconf(const std::vector<std::string>& options) const;
    /// What a table answers; "" where it has no such key, an error where it cannot be asked.
    [[nodiscard]] Result<std::string> postmap(const std::string& table,
                                              const std::string& key) const;
    /// All of a table, a key and what stands behind it on each line.
    [[nodiscard]] Result<std::string> listing(const std::string& table) const;

    /// The queue, as `postqueue -j` writes it. unavailable where it is not listed whole.
    [[nodiscard]] Result<void> list_queue(const OutputReader& read) const;
    /// Takes a file out of the queue. unavailable where it fails, as for anybody but root.
    [[nodiscard]] Result<void> remove_from_queue(const std::string& queue_id) const;

    /// Whether it runs. Nothing where it does not say: `postfix status` is for root.
    [[nodiscard]] std::optional<bool> runs() const;

  private:
    [[nodiscard]] Result<ProcessResult> run(const std::string& program,
                                            const std::vector<std::string>& options) const;

    [[nodiscard]] std::vector<std::string> command(const std::string& program,
                                                   const std::vector<std::string>& options) const;

    std::filesystem::path folder_;
    std::string instance_;
};

/// The command, for an instance that is not the default one.
std::string for_instance(std::string command, const std::string& folder);

}  // namespace postern
