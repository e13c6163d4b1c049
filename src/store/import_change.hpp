// SPDX-License-Identifier: Apache-2.0
//
// What the part of an import about one account would change: most of what a nightly import says is
// there already, and is neither written nor waited for. A pure function.
#pragma once

#include "postern/store/listing.hpp"

namespace postern {

struct ImportChange {
    /// What is new or differs; with the account wherever there is anything, and with the agent of
    /// each stretch of presence.
    DirectoryContent put{};
    /// What of it was there before, as it was: presence and events of chats aside.
    DirectoryContent before{};
    /// Groups and agents that go before anything is put.
    DirectoryContent gone{};
};

/// `there` is the account as it is, empty where it is new; `told` what is said of it. With `whole`
/// groups and agents that are not named go. What happened, in chats and to devices, is only added:
/// it may have been told while the file was on its way.
ImportChange change_between(const DirectoryContent& there, const DirectoryContent& told,
                            bool whole);

}  // namespace postern
