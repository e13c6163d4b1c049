// SPDX-License-Identifier: Apache-2.0
//
// A draft as the platform writes it (docs/draft.md). The subject is the draft's id, by which the
// tests find in the sink what came of it.
#pragma once

#include <string>

namespace postern::testing {

struct DraftText {
    std::string id;
    std::string account;
    std::string kind = "offline-message";
    std::string chat = "chat-1";
    std::string occurred{};  ///< RFC 3339; empty: the moment of arrival.
    std::string fields{};    ///< Further header lines, each with its line end.
    std::string from = "\"Chat\" <chat@platform.example.test>";
    std::string body = "A visitor wrote: \"Are you there?\"\n";

    [[nodiscard]] std::string text() const {
        std::string draft = "From: " + from +
                            "\nTo: everybody@drafts.example.test"
                            "\nReply-To: visitor@home.example.test"
                            "\nSubject: " +
                            id +
                            "\nDate: Mon, 23 Nov 2026 12:00:01 +0000"
                            "\nMessage-ID: <" +
                            id +
                            "@platform.example.test>"
                            "\nPostern-Kind: " +
                            kind + "\nPostern-Account: " + account + "\nPostern-Chat: " + chat +
                            "\nPostern-Draft-Id: " + id + "\n";
        if (!occurred.empty()) draft += "Postern-Occurred: " + occurred + "\n";
        return draft + fields + "\n" + body;
    }
};

}  // namespace postern::testing
