// SPDX-License-Identifier: Apache-2.0
//
// postern_fuzz_replay TARGET FILE|FOLDER…: gives a target these inputs, each once. Needs no fuzzer,
// so that every build runs the seeds as tests, and a finding can be looked at in a debugger.
//
// postern_fuzz_replay --list: the targets.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "target.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& path) {
    if (!fs::is_directory(path)) return {path};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

int list() {
    for (const auto& target : postern::fuzz::targets()) std::cout << target.name << '\n';
    return 0;
}

/// How many inputs there were.
std::size_t replay(const postern::fuzz::Target& target, const fs::path& path) {
    const auto files = files_in(path);
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(in), {}};
        std::cout << file.string() << ", " << input.size() << " bytes" << std::endl;
        if (!in) return 0;
        target.run(input);
    }
    return files.size();
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    if (words.size() == 1 && words[0] == "--list") return list();
    const auto* const target =
        words.size() < 2 ? nullptr : postern::fuzz::find_target(words.front());
    if (target == nullptr) {
        std::cerr << "usage: postern_fuzz_replay TARGET FILE|FOLDER... | --list\n";
        return 2;
    }
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (replay(*target, words[i]) > 0) continue;
        std::cerr << words[i] << ": nothing to read\n";
        return 1;
    }
    return 0;
}
