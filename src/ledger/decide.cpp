// SPDX-License-Identifier: Apache-2.0
#include "postern/ledger/decide.hpp"

#include <variant>

#include "rules.hpp"

namespace postern::ledger {

Answer decide(const Request& request, Book& book, const Terms& terms) {
    return std::visit([&](const auto& each) { return Answer(decide_on(each, book, terms)); },
                      request);
}

}  // namespace postern::ledger
