// SPDX-License-Identifier: Apache-2.0
//
// postern: the operator's command. Everything is in the library beside it.
#include <cstdlib>
#include <exception>
#include <iostream>

#include "postern/base/visible.hpp"

#include "run.hpp"

int main(int argc, char** argv) {
    try {
        // Postfix's programs would take it for the configuration; postern.yaml names that.
        ::unsetenv("MAIL_CONFIG");
        // Lines that came together are read together (event_lines.hpp).
        std::ios::sync_with_stdio(false);
        const postern::SystemClock clock;
        const auto exit =
            postern::run_postern({argv + 1, argv + argc}, {std::cin, std::cout, std::cerr}, clock);
        return static_cast<int>(exit);
    } catch (const std::exception& e) {
        std::cerr << "postern: " << postern::visible(e.what()) << '\n';
        return static_cast<int>(postern::Exit::no);
    }
}
