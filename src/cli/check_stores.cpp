// SPDX-License-Identifier: Apache-2.0
//
// postern check, of what postern keeps: its databases.
#include "postern/store/read_through.hpp"

#include "databases.hpp"
#include "remark.hpp"

namespace postern {

namespace {

Remark::Weight weight_of(const Error& error) {
    return error.code == ErrorCode::not_found ? Remark::Weight::note : Remark::Weight::fault;
}

}  // namespace

Remarks check_directory(const Settings& settings) {
    const auto read = read_through_directory(directory_options(settings));
    if (read && *read > 0) return {};
    if (read)
        return {{Remark::Weight::note, "directory.database",
                 "has no account, and every draft is refused; 'postern directory import FILE' adds "
                 "some"}};
    auto text = read.error().message();
    if (read.error().code == ErrorCode::not_found) {
        text += "; 'postern directory import FILE' creates it";
    } else if (read.error().code == ErrorCode::unavailable) {
        text += ": drafts are answered 451";
    }
    return {{weight_of(read.error()), "directory.database", std::move(text)}};
}

Remarks check_state(const Settings& settings) {
    auto options = state_options(settings);
    options.read_only = true;
    const auto state = open_state(options);
    if (state) return {};
    auto text = state.error().message();
    if (state.error().code == ErrorCode::not_found) text += "; posternd creates it when it starts";
    return {{weight_of(state.error()), "state.database", std::move(text)}};
}

}  // namespace postern
