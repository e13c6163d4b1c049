// SPDX-License-Identifier: Apache-2.0
//
// Prints docs/postfix-parameters.md, to be run by hand after a change to the table.
#include <iostream>

#include "postern/postfix/parameters.hpp"

int main() {
    std::cout << postern::postfix::parameters_markdown();
}
