// SPDX-License-Identifier: Apache-2.0
//
// A table of settings: for each its key, its field, its kind with bounds, and its help. Loading,
// printing and all documentation come from the rows; `settings_table.cpp` has them.
// This header says what a table is; `row.hpp` makes rows, `table_reading.hpp` reads a map by one.
//
//     row("milter.timeout", at(&Settings::milter, &MilterSettings::timeout), SpanKind{10s, 7d},
//         "How long …")
//
// A table is of one struct, its Root. A list of maps is a row whose kind is `MapsOf` another table.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "description.hpp"
#include "kinds.hpp"
#include "reading.hpp"

namespace postern {

/// The way from a Root to one of its fields, through the structs between them.
template <typename Root, typename... Members>
struct Field {
    std::tuple<Members...> members;

    auto& operator()(auto& root) const {
        return std::apply(
            [&](auto... member) -> auto& { return (root.*....*member); }, members);
    }
};

template <typename Root, typename First, typename... Rest>
Field<Root, First Root::*, Rest...> at(First Root::*first, Rest... rest) {
    return {{first, rest...}};
}

template <typename Root>
struct Setting {
    Description says;
    std::function<void(const YamlNode&, const std::string& path, Reading&, Root&)> read;
    std::function<SettingValue(const Root&)> write;
    std::function<bool(const Root&, const Root&)> same;
    std::function<void(const Root& from, Root& to)> copy;
};

template <typename Root>
using Table = std::vector<Setting<Root>>;

enum class Need { optional, required };

/// When posternd puts a new value into force. At start: what it opens, or becomes, only once.
enum class Taken { at_reload, at_start };

/// A list of one kind of scalar.
template <ScalarKind K>
struct ListOf {
    K kind;
    std::size_t least = 0;

    [[nodiscard]] std::string type() const { return "list, each item: " + kind.type(); }
    [[nodiscard]] std::string bounds() const { return least > 0 ? "at least one item" : ""; }
};

/// A list of maps, each read by a table of its own.
template <typename Root>
struct MapsOf {
    const Table<Root>& table;

    [[nodiscard]] std::string type() const { return "list of maps"; }
    [[nodiscard]] std::string bounds() const { return "at least one item"; }
};

}  // namespace postern
