// SPDX-License-Identifier: Apache-2.0
//
// What may be shown to a person. Most text that postern shows was written by somebody else: remote
// servers, visitors, whoever sends a bounce. A terminal obeys control characters, U+009B as well as
// escape, and a reader is misled by characters that reorder or hide what stands beside them
// (Unicode Technical Report 36, sections 2.5 and 3.5).
//
// Unicode's general categories decide, so that the list is complete: C (controls, format
// characters, surrogates, private use, unassigned), Zl and Zp (line and paragraph separators) are
// never shown, nor is what is not UTF-8. They are written out instead: a byte as \xNN, a character
// as \u{N}, as `postern address` reads them. Nothing here fails, and all of it is linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postern {

/// Whether the character may be shown as it is; line ends and tabs may not.
bool is_visible(std::uint32_t character);

/// The text on one line, with everything else than visible characters written out. A backslash is
/// put before those of `escaped`.
std::string visible(std::string_view text, std::string_view escaped = {});

/// JSON text whose strings mean what they meant, with \uNNNN for what may not be shown (RFC 8259
/// section 7). Line ends and tabs between the tokens stay.
std::string visible_json(std::string_view json);

/// The same for YAML (1.2 section 5.7), which has \UNNNNNNNN in place of surrogate pairs.
std::string visible_yaml(std::string_view yaml);

/// The text as a mail's header field may have it: controls and separators become blanks, what is
/// not UTF-8 becomes U+FFFD, and other invisible characters are left out. The joiners U+200C and
/// U+200D stay between characters beyond US-ASCII: Persian, Indic scripts and emoji need them.
std::string visible_name(std::string_view text);

}  // namespace postern
