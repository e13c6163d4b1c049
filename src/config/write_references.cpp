// SPDX-License-Identifier: Apache-2.0
//
// postern_write_references SOURCE-DIRECTORY: rewrites the files that are generated from the
// settings table. A test fails where they differ from it.
#include <fstream>
#include <iostream>
#include <string>

#include "postern/config/reference.hpp"

namespace {

bool write_file(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    std::cout << path << (out ? "\n" : ": cannot be written\n");
    return out.good();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: postern_write_references SOURCE-DIRECTORY\n";
        return 2;
    }
    const std::string root = argv[1];
    bool written = write_file(root + "/conf/postern.yaml", postern::sample_yaml());
    written &= write_file(root + "/docs/settings.md", postern::settings_markdown());
    written &= write_file(root + "/packaging/man/postern.yaml.5", postern::settings_man_page());
    return written ? 0 : 1;
}
