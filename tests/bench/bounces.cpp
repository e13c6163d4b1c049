// SPDX-License-Identifier: Apache-2.0
//
// postern_bounces DIRECTORY: how many of the bounces in a directory are read in a second on one
// core, beside taking the same messages apart without reading what they say.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "postern/base/file.hpp"
#include "postern/bounce/bounce_reader.hpp"
#include "postern/mail/content.hpp"

namespace {

std::vector<std::string> messages_in(const char* directory) {
    std::vector<std::string> messages;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (auto text = postern::read_file(entry.path().string())) messages.push_back(*text);
    }
    return messages;
}

template <typename Work>
double per_second(const std::vector<std::string>& messages, const Work& work) {
    constexpr int kRounds = 10;
    std::size_t sum = 0;
    const auto started = std::chrono::steady_clock::now();
    for (int round = 0; round < kRounds; ++round) {
        for (const auto& message : messages) sum += work(message);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    std::printf("(%zu found) ", sum / kRounds);
    return static_cast<double>(messages.size()) * kRounds / took.count();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::fputs("usage: postern_bounces DIRECTORY\n", stderr);
        return 2;
    }
    const auto messages = messages_in(argv[1]);
    const auto reader = postern::BounceReader::shipped().value();
    const double apart = per_second(messages, [](const std::string& text) {
        const auto whole = postern::split_message(text);
        return postern::read_text_parts(whole.headers, whole.body).size();
    });
    std::printf("taken apart: %.0f a second\n", apart);
    const double read = per_second(
        messages, [&](const std::string& text) { return reader->read(text).outcomes.size(); });
    std::printf("read: %.0f a second, %.2f of taking apart\n", read, read / apart);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "postern_bounces: %s\n", e.what());
    return 1;
}
