// SPDX-License-Identifier: Apache-2.0
//
// Removal of chats and presence that are old, a step at a time, each within a transaction that the
// caller began. Presence is gone through account by account, by the index that decisions use.
#pragma once

#include <string>

#include "postern/store/editor.hpp"

#include "query.hpp"

namespace postern {

class DirectoryPruning {
  public:
    explicit DirectoryPruning(soci::session& sql);

    /// What nothing was told of since `before`. A chat without any time counts from now on.
    Pruned step(TimePoint now, TimePoint before);

  private:
    using Text = std::string;
    using Number = long long;

    Pruned next_accounts(TimePoint before);

    Text after_{};  ///< The account where the last step ended.
    Query<In<Number>> date_;
    Query<In<Number>> chats_;
    Query<In<Number>> early_;
    Query<In<Text>, Out<Text>> accounts_;
    Query<In<Text, Number>> presence_;
};

}  // namespace postern
