// SPDX-License-Identifier: Apache-2.0
//
// The pattern file: that the shipped one is whole (loading checks every example), and what is said
// of one that is not.
#include <gtest/gtest.h>

#include "postern/bounce/bounce_reader.hpp"

namespace postern {
namespace {

std::string fault_in(const std::string& yaml) {
    const auto reader = BounceReader::from_patterns(yaml, "p.yaml");
    return reader ? "" : reader.error().what;
}

TEST(PatternFile, IsWholeAsShipped) {
    const auto reader = BounceReader::shipped();
    EXPECT_TRUE(reader) << reader.error().what;
}

struct Broken {
    std::string yaml, says;
};

const std::vector<Broken> kBroken{
    {"refusals:\n  - {name: a, class: mailbox-full, pattern: 'full', example: 'empty'}\n",
     "p.yaml:2:5: 'a' does not match its example"},
    {"refusals:\n  - {name: a, class: mailbox-full, pattern: '(', example: '('}\n",
     "p.yaml:2:5: 'a': missing"},
    {"refusals:\n  - {name: a, class: mailbox-ful, pattern: 'f', example: 'f'}\n",
     "unknown class 'mailbox-ful'"},
    {"refusals:\n  - {name: a, class: blocked, pattern: 'f', exampel: 'f'}\n",
     "unknown key 'exampel'"},
    {"refusal:\n  - {name: a}\n", "p.yaml:1:1: unknown section 'refusal'"},
    {"senders:\n  - {name: a, class: blocked, pattern: 'f', example: 'f'}\n",
     "only refusals have a class"},
    {"refusals:\n  - {name: a, class: blocked, pattern: 'f', example: 'f'}\n"
     "  - {name: b, class: policy, pattern: 'fu', example: 'fu'}\n",
     "taken by 'a', which stands before it"},
};

TEST(PatternFile, SaysWhatIsWrongWithItAndWhere) {
    for (const auto& [yaml, says] : kBroken) {
        EXPECT_NE(fault_in(yaml).find(says), std::string::npos) << fault_in(yaml) << "\nof\n"
                                                                << yaml;
    }
}

}  // namespace
}  // namespace postern
