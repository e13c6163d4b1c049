// SPDX-License-Identifier: Apache-2.0
//
// The message that came back inside a report (RFC 6522 section 3), whole.
#pragma once

#include <optional>
#include <string_view>

#include "postern/mail/content.hpp"
#include "postern/mail/edit.hpp"

namespace postern {

/// Nothing where the report brought header fields alone, or where its end is missing: then the
/// message's own end may be missing as well.
std::optional<WholeMessage> returned_message(const HeaderList& headers, std::string_view body);

/// The fields as they are once `edits` were made; edits that concern no field are passed over.
HeaderList edited(HeaderList headers, const Edits& edits);

/// RFC 6376 section 3.4.2 for a value: folds undone, white space as single blanks, none at the
/// ends. And section 3.4.4 for a body: the same in each line, without empty lines at the end. What
/// mail systems change on the way leaves both as they were.
std::string relaxed_value(std::string_view value);
std::string relaxed_body(std::string_view body);

}  // namespace postern
