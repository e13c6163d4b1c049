// SPDX-License-Identifier: Apache-2.0
//
// What leaves, made before it is on record that it does. Which sender domain is taken, and whether
// it goes to the fallback, shows only while the fate is recorded; the state records nothing as sent
// whose message is not here (Destination::ready), so that a message that cannot be made leaves no
// record that says it was sent.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "postern/mail/edit.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/state.hpp"

#include "presentation.hpp"

namespace postern {

class MadeMessages {
  public:
    MadeMessages(const Presentation& at, const NotificationFacts& facts, State& state)
        : at_(at), facts_(facts), state_(state) {}

    /// The message of what is to be sent, as its address, sender domain and rule say; made where it
    /// is not here yet. Throws what its making throws.
    const Edits& of(const Notification& n);

    /// Tells each destination what is here for it.
    void tell(std::vector<Destination>& to) const;

  private:
    using Key = std::tuple<std::string, std::string, std::string>;

    [[nodiscard]] Edits make(const Notification& n);
    [[nodiscard]] std::string names_of(const Notification& n, const Address& to);

    const Presentation& at_;
    const NotificationFacts& facts_;
    State& state_;
    std::map<Key, Edits> made_;  ///< By address, sender domain and rule.
};

}  // namespace postern
