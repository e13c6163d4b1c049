// SPDX-License-Identifier: Apache-2.0
//
// Turns wishes about header fields ("there is one From, and it says …") into edits that are right
// for a milter: deleting a field renumbers those after it at once, so deletions of one name run
// from the highest occurrence down, and a field set once loses its doubles.
//
// Values are checked here, once, for everything that leaves: a CR or LF that does not fold, a NUL
// or another control character never gets through (header injection); they become blanks.
#pragma once

#include <string>
#include <string_view>

#include "postern/mail/edit.hpp"
#include "postern/mail/header.hpp"

namespace postern {

class HeaderEditor {
  public:
    explicit HeaderEditor(const HeaderList& headers) : headers_(headers) {}

    /// Exactly one field of that name with that value: the first is changed (only if it differs),
    /// others are removed, an absent one is added at the end. Long values are folded.
    void set(std::string_view name, std::string_view value);

    /// No field of that name.
    void remove(std::string_view name);

    /// No field whose name begins so ("Postern-").
    void remove_prefixed(std::string_view prefix);

    [[nodiscard]] Edits take() { return std::move(edits_); }

  private:
    const HeaderList& headers_;
    Edits edits_;
};

/// The value as it leaves in a field of that name: checked, and folded.
std::string header_value(std::string_view name, std::string_view value);

/// Folds at 78 columns (RFC 5322 section 2.1.1) at white space; `used` columns stand before it.
std::string folded(std::string_view value, std::size_t used);

}  // namespace postern
