// SPDX-License-Identifier: Apache-2.0
//
// Standard output and error as every command has them: whatever is written there, nothing reaches
// the terminal that it would obey. Line ends and tabs pass, other characters that may not be shown
// are written out (visible.hpp), and of return paths only the beginning of the token stays, with
// which nobody can forge a bounce (identity.hpp).
//
// A net and not a substitute: a value of somebody else's that is put on a line goes through
// visible(), because a line end of its own would pass here.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>

namespace postern {

/// Hands on whole lines, and what is left when it is flushed or ends.
class VisibleOutput final : public std::streambuf {
  public:
    explicit VisibleOutput(std::ostream& to) : to_(to) {}
    VisibleOutput(const VisibleOutput&) = delete;
    VisibleOutput& operator=(const VisibleOutput&) = delete;
    ~VisibleOutput() override;

  protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;

  private:
    bool pass_on(std::size_t size);

    std::ostream& to_;
    std::string pending_;
};

}  // namespace postern
