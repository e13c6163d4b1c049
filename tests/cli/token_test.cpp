// SPDX-License-Identifier: Apache-2.0
#include "postern/config/keys.hpp"
#include "postern/gateway/identity.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

class TokenCommand : public OperatorCommand {
  protected:
    [[nodiscard]] std::string token() const {
        return unsubscribe_token(load_keys({path("current.key")}).value(), "anna",
                                 Kind::offline_message);
    }
};

TEST_F(TokenCommand, NamesWhatSuppressionsAddTakes) {
    const auto result = postern({"token", token()});
    EXPECT_EQ(result.exit_status, 0) << result.err;
    EXPECT_EQ(result.out, "anna/offline-message\n");
    EXPECT_EQ(json_of({"token", token()}),
              (nlohmann::json{{"agent", "anna"}, {"kind", "offline-message"}}));
}

TEST_F(TokenCommand, ReadsStandardInput) {
    EXPECT_EQ(postern_reading(token() + "\r\n", {"token"}).out, "anna/offline-message\n");
}

TEST_F(TokenCommand, RefusesWhatIsNotOurs) {
    for (const auto& forged : {"ben" + token().substr(4), token() + "a", std::string("~~")}) {
        const auto result = postern({"token", forged});
        EXPECT_EQ(result.exit_status, 1) << forged;
        EXPECT_EQ(result.out, "");
        EXPECT_TRUE(contains(result.err, "no unsubscribe token of ours")) << result.err;
    }
}

}  // namespace

}  // namespace postern
