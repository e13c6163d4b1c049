// SPDX-License-Identifier: Apache-2.0
//
// opendkim.conf(5), as opendkim reads it: "Name value" lines, cut at "#", names in any case, the
// last of a name counts, Include in place. And what its data sets are (opendkim(8), DATA SETS).
// Pure: files come in as texts; one that is not there is told of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "postern/postfix/signing.hpp"

namespace postern::postfix {

class OpendkimConf {
  public:
    explicit OpendkimConf(const SignerFiles& files);

    /// "" where it says nothing.
    [[nodiscard]] std::string value(std::string_view name) const;
    [[nodiscard]] bool says(std::string_view name) const { return !value(name).empty(); }
    /// The first byte counts: "T", "t", "Y", "y", "1".
    [[nodiscard]] bool is_on(std::string_view name) const;
    /// Whether a value of that name stands right behind one of the other, both as given.
    [[nodiscard]] bool has_together(const std::string& first, const std::string& second) const;

    /// Files that it includes, of those that are known.
    [[nodiscard]] const std::vector<std::string>& included() const { return included_; }

  private:
    void read(const std::string& path, const SignerFiles& files, int depth);

    std::vector<std::pair<std::string, std::string>> lines_{};
    std::vector<std::string> included_{};
};

/// Nothing listed, one file, or of a kind that cannot be looked into.
struct DataSet {
    enum class Kind { list, file, patterns, other };

    Kind kind = Kind::list;
    std::string rest{};  ///< Behind "csl:", "file:", "refile:".

    [[nodiscard]] bool is_file() const { return kind == Kind::file || kind == Kind::patterns; }
};

DataSet data_set_of(std::string_view value);

/// Its keys; nothing where they cannot be told: another kind, a file that is not there.
std::optional<std::vector<std::string>> keys_in(const DataSet& set, const SignerFiles& files);

}  // namespace postern::postfix
