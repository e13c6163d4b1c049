// SPDX-License-Identifier: Apache-2.0
//
// Values: the words of a command line, read as what they stand for.
//
// Each reader takes the name under which the word was declared (arguments.hpp). The first word
// that is not what it should be is kept as the fault (ErrorCode::invalid, naming it), and whatever
// was read is then not to be used: a command reads all it needs and asks once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/address/address.hpp"
#include "postern/base/time.hpp"
#include "postern/chat/account.hpp"
#include "postern/store/state.hpp"

#include "arguments.hpp"

namespace postern {

class Values {
  public:
    /// `now` is what points in time given as "2h" (ago) are counted from.
    Values(const Arguments& given, TimePoint now) : given_(given), now_(now) {}

    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

    [[nodiscard]] TimePoint now() const { return now_; }
    [[nodiscard]] bool given(std::string_view name) const { return given_.has(name); }
    /// As it is; "" where it was not given, as with all that follow.
    [[nodiscard]] std::string text(std::string_view name) const {
        return given_.value(name).value_or("");
    }
    /// Of an account, agent, group, device or chat.
    std::string identifier(std::string_view name);
    std::optional<Address> address(std::string_view name);
    /// The word "none" is nothing too.
    std::optional<Address> address_or_none(std::string_view name);
    /// "on|off": whether it is the first of the two.
    bool is_first(std::string_view name);
    /// One of the words that there are, as it is written there; "" where it was not given.
    std::string one_of(std::string_view name, const std::vector<std::string_view>& known);
    std::optional<Plan> plan(std::string_view name);
    std::optional<Kind> kind(std::string_view name);
    std::vector<Fate> fates(std::string_view name);
    /// RFC 3339, or a span of time: that long ago.
    std::optional<TimePoint> moment(std::string_view name);
    Duration span(std::string_view name, Duration otherwise);
    /// A count from 1 to `most`.
    int count(std::string_view name, int otherwise, int most);

  private:
    void fail(std::string_view name, const std::string& what);

    const Arguments& given_;
    TimePoint now_;
    std::optional<Error> fault_{};
};

}  // namespace postern
