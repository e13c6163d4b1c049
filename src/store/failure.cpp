// SPDX-License-Identifier: Apache-2.0
#include "failure.hpp"

namespace postern {

Error error_of(const soci::soci_error& refused) {
    const std::string text = refused.get_error_message();
    // "sqlite3_statement_backend::loadOne: database is locked"
    const auto scope = text.find("::");
    const auto colon = text.find(": ", scope == std::string::npos ? text.size() : scope + 2);
    return {ErrorCode::unavailable, colon == std::string::npos ? text : text.substr(colon + 2)};
}

void refuse_row(const std::string& what) {
    throw soci::soci_error(what);
}

}  // namespace postern
