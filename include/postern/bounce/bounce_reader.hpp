// SPDX-License-Identifier: Apache-2.0
//
// Reads a returned message of whatever kind into a BounceReport.
//
// Made once from the pattern file (conf/bounce-patterns.yaml) and never changed afterwards: a
// reload makes a new one. read() is const, thread-safe, linear in the size of the message, and
// never throws for anything the message contains.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"
#include "postern/bounce/report.hpp"
#include "postern/mail/header.hpp"

namespace postern {

class BounceReader {
  public:
    /// `text` is the pattern file's content, `name` stands for it in messages. ErrorCode::invalid,
    /// every fault with line and column, where a pattern, a class or an example is wrong.
    static Result<std::shared_ptr<const BounceReader>> from_patterns(std::string_view text,
                                                                     const std::string& name);
    /// Those that are compiled in: conf/bounce-patterns.yaml of this version.
    static Result<std::shared_ptr<const BounceReader>> shipped();
    /// The same from a file.
    static Result<std::shared_ptr<const BounceReader>> from_file(const std::string& path);

    /// The whole message as bytes, CRLF or LF.
    [[nodiscard]] BounceReport read(std::string_view message) const;
    /// The same, header fields apart, as a milter is told of them.
    [[nodiscard]] BounceReport read(const HeaderList& headers, std::string_view body) const;

    BounceReader(const BounceReader&) = delete;
    BounceReader& operator=(const BounceReader&) = delete;
    ~BounceReader();

  private:
    struct Patterns;
    explicit BounceReader(std::unique_ptr<const Patterns> patterns);
    std::unique_ptr<const Patterns> patterns_;
};

}  // namespace postern
