// SPDX-License-Identifier: Apache-2.0
//
// What the pages of the book have in common: which facts they were given.
#pragma once

#include <set>
#include <stdexcept>
#include <string>

namespace postern::ledger {

/// Of `wanted`, what is not in `loaded` yet, and is from now on.
template <typename Item>
std::set<Item> take_up(std::set<Item>& loaded, const std::set<Item>& wanted) {
    std::set<Item> lacking;
    for (const auto& each : wanted) {
        if (loaded.insert(each).second) lacking.insert(lacking.end(), each);
    }
    return lacking;
}

inline bool take_up(bool& loaded, bool wanted) {
    const bool lacking = wanted && !loaded;
    loaded = loaded || wanted;
    return lacking;
}

inline void expect_loaded(bool loaded, const char* what) {
    if (!loaded) throw std::logic_error(std::string("beyond the reach of the request: ") + what);
}

template <typename Item>
void expect_loaded(const std::set<Item>& loaded, const Item& item, const char* what) {
    expect_loaded(loaded.contains(item), what);
}

}  // namespace postern::ledger
