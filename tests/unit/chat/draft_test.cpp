// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/draft.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kArrived = parse_time("2026-11-23T12:00:00Z").value();

HeaderList sound() {
    return {{"From", "Chat <chat@platform.example>"},
            {"Message-ID", "<m-1@platform.example>"},
            {"Postern-Kind", "offline-message"},
            {"Postern-Account", "Shop"},
            {"Postern-Chat", "chat-1"}};
}

HeaderList with(std::string name, std::string value) {
    auto headers = sound();
    headers.push_back({std::move(name), std::move(value)});
    return headers;
}

HeaderList without(std::string_view name) {
    auto headers = sound();
    std::erase_if(headers, [&](const HeaderField& field) { return field.name == name; });
    return headers;
}

HeaderList changed(std::string_view name, std::string value) {
    auto headers = without(name);
    headers.push_back({std::string(name), std::move(value)});
    return headers;
}

Draft read(const HeaderList& headers) {
    const auto result = read_draft(headers, kArrived, Origin::submitter);
    EXPECT_TRUE(std::holds_alternative<Draft>(result)) << std::get<DraftFault>(result).what;
    return std::get<Draft>(result);
}

TEST(Draft, NeedsThreeFields) {
    const auto draft = read(sound());
    EXPECT_EQ(draft.kind, Kind::offline_message);
    EXPECT_EQ(draft.account, "shop");
    EXPECT_EQ(draft.chat, "chat-1");
    EXPECT_EQ(draft.group, std::nullopt);
    EXPECT_EQ(draft.occurred, kArrived);
    EXPECT_EQ(draft.id, "<m-1@platform.example>");
}

TEST(Draft, TakesItsOptionalFields) {
    auto headers = with("Postern-Group", "Sales");
    headers.push_back({"postern-occurred", "2026-11-23T12:59:00+01:00"});
    headers.push_back({"POSTERN-DRAFT-ID", "d-7"});
    const auto draft = read(headers);
    EXPECT_EQ(draft.group, "sales");
    EXPECT_EQ(draft.occurred, kArrived - 1min);
    EXPECT_EQ(draft.id, "d-7");
}

TEST(Draft, DoesNotLetAFastClockLengthenTheWindow) {
    EXPECT_EQ(read(with("Postern-Occurred", "2026-11-23T12:00:30Z")).occurred, kArrived);
}

TEST(Draft, MayBeSoundWhereItComesFromTheFutureOfASlowClock) {
    const auto fault_at = [](const std::string& occurred, TimePoint arrived) {
        return std::get<DraftFault>(
            read_draft(with("Postern-Occurred", occurred), arrived, Origin::submitter));
    };
    EXPECT_TRUE(fault_at("2026-11-23T12:01:30Z", kArrived).may_pass);
    EXPECT_TRUE(fault_at("2027-10-01T00:00:00Z", kArrived).may_pass) << "an old image's clock";
    EXPECT_TRUE(fault_at("2026-11-23T12:00:00Z", TimePoint{}).may_pass) << "no clock at all";
    EXPECT_FALSE(fault_at("2999-01-01T00:00:00Z", kArrived).may_pass) << "the draft's own fault";
}

TEST(Draft, IsTakenAsItWasSealedWhereTheClockWasSetBackSince) {
    auto headers = with("Postern-Occurred", "2026-11-23T12:00:00Z");
    headers.push_back({"Postern-Seal", "v=1"});
    const auto later = read_draft(headers, kArrived - 2h, Origin::sealed);
    ASSERT_TRUE(std::holds_alternative<Draft>(later));
    EXPECT_EQ(std::get<Draft>(later).occurred, kArrived);
}

TEST(Draft, KeepsFoldedValuesTogether) {
    EXPECT_EQ(read(changed("Postern-Chat", "\n chat-9")).chat, "chat-9");
}

struct Faulty {
    const char* title;
    HeaderList headers;
    const char* header;
    const char* word;
};

struct DraftFaults : ::testing::TestWithParam<Faulty> {};

TEST_P(DraftFaults, NameTheHeaderAndTheFault) {
    const auto result = read_draft(GetParam().headers, kArrived, Origin::submitter);
    ASSERT_TRUE(std::holds_alternative<DraftFault>(result));
    const auto& fault = std::get<DraftFault>(result);
    EXPECT_EQ(fault.header, GetParam().header);
    EXPECT_NE(fault.what.find(GetParam().word), std::string::npos) << fault.what;
}

INSTANTIATE_TEST_SUITE_P(
    Contract, DraftFaults,
    ::testing::Values(
        Faulty{"NoKind", without("Postern-Kind"), "Postern-Kind", "missing"},
        Faulty{"NoAccount", without("Postern-Account"), "Postern-Account", "missing"},
        Faulty{"NoChat", without("Postern-Chat"), "Postern-Chat", "missing"},
        Faulty{"TwoKinds", with("Postern-Kind", "missed-chat"), "Postern-Kind", "2 times"},
        Faulty{"TwoGroups",
               [] {
                   auto headers = with("Postern-Group", "a");
                   headers.push_back({"Postern-Group", "b"});
                   return headers;
               }(),
               "Postern-Group", "2 times"},
        Faulty{"UnknownKind", changed("Postern-Kind", "offline"), "Postern-Kind",
               "offline-message"},
        Faulty{"EmptyChat", changed("Postern-Chat", "  "), "Postern-Chat", "empty"},
        Faulty{"LongChat", changed("Postern-Chat", std::string(256, 'c')), "Postern-Chat", "256"},
        Faulty{"LongId", changed("Postern-Chat", std::string(65, 'c')), "Postern-Chat", "64"},
        Faulty{"ForeignLetters", changed("Postern-Account", "sh\xC3\xB6p"), "Postern-Account",
               "ASCII"},
        Faulty{"ControlCharacter", changed("Postern-Chat", "a\x01"), "Postern-Chat", "\\x01"},
        Faulty{"NoIdentifier", changed("Postern-Chat", "a b"), "Postern-Chat", "identifier"},
        Faulty{"BadTime", with("Postern-Occurred", "yesterday"), "Postern-Occurred", "RFC 3339"},
        Faulty{"Future", with("Postern-Occurred", "2027-12-23T13:00:00Z"), "Postern-Occurred",
               "future"},
        Faulty{"NoIdAtAll", without("Message-ID"), "Postern-Draft-Id", "Message-ID"},
        Faulty{"Misspelt", with("Postern-Gruop", "sales"), "Postern-Gruop", "Postern-Group"},
        Faulty{"Unknown", with("Postern-Colour", "red"), "Postern-Colour", "not a field"},
        Faulty{"OurSeal", with("Postern-Seal", "v=1"), "Postern-Seal", "postern's own"}),
    [](const auto& instance) { return instance.param.title; });

TEST(Draft, CarriesItsSealOnlyFromOurselves) {
    EXPECT_TRUE(std::holds_alternative<Draft>(
        read_draft(with("Postern-Seal", "v=1"), kArrived, Origin::sealed)));
}

TEST(Draft, IsToldByItsFieldNames) {
    EXPECT_TRUE(has_draft_headers({{"pOSTERN-x", "1"}}));
    EXPECT_FALSE(has_draft_headers({{"X-Postern-Kind", "1"}, {"Postern", "1"}}));
}

}  // namespace
}  // namespace postern
