// SPDX-License-Identifier: Apache-2.0
//
// Result<T>: a value, or the Error that kept us from having one.
//
// Member names are std::expected's (C++23), so that the type can be replaced by it one day. An
// Error is about the world or about input; a decision against something ("withheld") is a verdict
// and never an Error. Context is added on the way up and read from the outside in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace postern {

enum class ErrorCode {
    invalid,      ///< Input that will not become right by trying again.
    not_found,    ///< What was asked for does not exist.
    conflict,     ///< It contradicts what is there already.
    unavailable,  ///< The world is in the way (disk, lock, network): try again later.
    internal,     ///< A defect of ours.
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string what;
    std::vector<std::string> context{};

    /// "outermost: …: innermost", fit for a log line.
    [[nodiscard]] std::string message() const {
        std::string text;
        for (auto it = context.rbegin(); it != context.rend(); ++it) text.append(*it).append(": ");
        return text.append(what);
    }
};

/// Input that is not what it must be; `what` is said of it to whoever can mend it.
inline Error invalid(std::string what) {
    return {ErrorCode::invalid, std::move(what)};
}

template <typename T>
class [[nodiscard]] Result {
  public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: as expected's
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] T& value() & { return std::get<0>(state_); }
    [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] Error& error() & { return std::get<1>(state_); }
    [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
    [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

    /// The same error, said from one level further up.
    Result with_context(std::string_view where) && {
        if (!has_value()) error().context.emplace_back(where);
        return std::move(*this);
    }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

    [[nodiscard]] bool has_value() const noexcept { return error_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    [[nodiscard]] Error& error() & { return std::get<1>(error_); }
    [[nodiscard]] const Error& error() const& { return std::get<1>(error_); }
    [[nodiscard]] Error&& error() && { return std::get<1>(std::move(error_)); }

    Result with_context(std::string_view where) && {
        if (!has_value()) error().context.emplace_back(where);
        return std::move(*this);
    }

  private:
    std::variant<std::monostate, Error> error_;
};

}  // namespace postern
