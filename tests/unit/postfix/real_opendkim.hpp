// SPDX-License-Identifier: Apache-2.0
//
// A real opendkim, asked what it would sign with the files that a test has: in a folder that stands
// for "/", with one key, /etc/key.
#pragma once

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"
#include "postern/base/public_key.hpp"
#include "postern/postfix/signing.hpp"

#include "temporary_directory.hpp"

namespace postern::postfix {

inline std::string with_all(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

class RealOpendkim : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!run_process({"opendkim", "-V"}, kLimit)) GTEST_SKIP() << "no opendkim";
        write("/etc/key", new_private_key().value());
    }
    /// " d=… s=… i=…" of what it signs for that From, or "".
    [[nodiscard]] std::string signature(const SignerFiles& files, const std::string& from) const {
        for (const auto& [path, text] : files.texts) write(path, text);
        const auto message =
            folder_.write("message", "From: <" + from +
                                         ">\nTo: a@b.example\nSubject: x\nDate: Thu, 1 Jan 2026 "
                                         "00:00:00 +0000\n\nx\n");
        const auto done = run_process({"opendkim", "-x", folder_.path().string() + kConfiguration,
                                       "-b", "s", "-t", message, "-v", "-v"},
                                      kLimit)
                              .value();
        const auto field = with_all(done.out, "\n\t", " ");
        const auto tags = part(field, " d=") + part(field, " s=") + part(field, " i=");
        if (!tags.empty()) return tags;
        const bool refused =
            done.err.find("opendkim: " + folder_.path().string()) != std::string::npos;
        return refused ? done.err : "";
    }

  private:
    static constexpr std::chrono::seconds kLimit{20};
    static constexpr auto kConfiguration = "/etc/opendkim.conf";

    static std::string part(const std::string& text, const std::string& tag) {
        const auto at = text.find(tag);
        return at == text.npos ? "" : text.substr(at, text.find(';', at) - at);
    }
    void write(const std::string& path, const Content& text) const {
        const auto real = folder_.path().string() + path;
        if (!text) {
            std::filesystem::remove(real);
            return;
        }
        std::filesystem::create_directories(std::filesystem::path(real).parent_path());
        const auto* const safe = path == kConfiguration ? "RequireSafeKeys no\n" : "";
        (void)folder_.write(path.substr(1),
                            safe + with_all(*text, "/etc/", folder_.path().string() + "/etc/"));
    }

    testing::TemporaryDirectory folder_;
};

}  // namespace postern::postfix
