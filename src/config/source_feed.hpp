// SPDX-License-Identifier: Apache-2.0
//
// A text on its way to the YAML parser, a piece at a time: checked to be text, without the pairs of
// surrogates that the parser does not know, and with its lines kept for those who point at them.
#pragma once

#include <optional>
#include <streambuf>
#include <string>

#include "postern/base/file.hpp"

#include "findings.hpp"
#include "source_lines.hpp"
#include "surrogates.hpp"

namespace postern {

/// What is wrong with a text before anybody reads what it says.
struct FeedFault {
    FilePosition at;
    std::string text;
};

class SourceFeed final : public std::streambuf {
  public:
    explicit SourceFeed(ReadBytes read) : read_(std::move(read)) {}

    [[nodiscard]] SourceLines& lines() { return lines_; }

    /// Either ends the text where it occurred: what was read of it so far counts for nothing.
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
    [[nodiscard]] const std::optional<FeedFault>& fault() const { return fault_; }

  protected:
    int_type underflow() override;

  private:
    /// False at the end.
    bool read_piece();
    bool hand_on(std::size_t size);
    [[nodiscard]] bool is_text(std::string_view text);
    void advance(std::string_view text);

    ReadBytes read_;
    SourceLines lines_;
    SurrogatePairs pairs_;
    std::string raw_;    ///< Read, and not yet handed on.
    std::string piece_;  ///< What the parser reads now.
    FilePosition at_;    ///< Where `raw_` begins.
    bool is_first_ = true;
    bool is_last_ = false;
    std::optional<Error> failure_;
    std::optional<FeedFault> fault_;
};

}  // namespace postern
