// SPDX-License-Identifier: Apache-2.0
//
// Where SOCI's exceptions end. A database that refuses is ErrorCode::unavailable: whether the file
// is locked, gone or damaged, the next call may find it well again.
#pragma once

#include <type_traits>
#include <utility>

#include <soci/soci.h>

#include "postern/base/result.hpp"

namespace postern {

/// Without SOCI's function names, and without the statement and its values: those may be addresses.
Error error_of(const soci::soci_error& refused);

/// The answer of `ask`, or the Error in place of what it threw.
template <typename Ask>
auto catching(Ask&& ask) -> Result<std::invoke_result_t<Ask>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Ask>>) {
            std::forward<Ask>(ask)();
            return {};
        } else {
            return std::forward<Ask>(ask)();
        }
    } catch (const soci::soci_error& refused) {
        return error_of(refused);
    }
}

/// A row that contradicts the schema's own rules, such as an address that is none: to be mended
/// by whoever wrote it, and until then as good as an unreadable one.
[[noreturn]] void refuse_row(const std::string& what);

}  // namespace postern
