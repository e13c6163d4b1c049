// SPDX-License-Identifier: Apache-2.0
//
// A folder of a test's own, removed with all it holds at the end of the scope. Everybody may pass
// through it (0755): Postfix's users have to. Throws std::runtime_error where none can be made.
#pragma once

#include <filesystem>
#include <string_view>

namespace postern::testing {

class TemporaryDirectory {
  public:
    TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Writes a file below it and returns the file's path.
    [[nodiscard]] std::filesystem::path write(std::string_view name, std::string_view text) const;

  private:
    std::filesystem::path path_;
};

}  // namespace postern::testing
