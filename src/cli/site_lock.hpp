// SPDX-License-Identifier: Apache-2.0
//
// One at a time changes a Postfix's configuration: the folder of main.cf is locked (flock(2)) for
// as long as the object lives, and whoever comes second is told so. Nothing is left behind where
// its holder is killed.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"

#include "descriptor.hpp"

namespace postern {

/// The folder of main.cf: as postern.yaml names it, else as Postfix does.
Result<std::string> configuration_folder(const Settings& settings);

class SiteLock {
  public:
    /// conflict where another command holds it.
    static Result<SiteLock> take(const std::string& folder);

  private:
    explicit SiteLock(Descriptor folder) : folder_(std::move(folder)) {}

    Descriptor folder_;
};

}  // namespace postern
