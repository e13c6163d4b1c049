// SPDX-License-Identifier: Apache-2.0
//
// Postfix's programs as `postern check` runs them, played by scripts: postconf prints files beside
// it, postmap answers that every domain leads where it should. What they print at first is a site
// with all that conf/postfix ships, and without a signer.
#pragma once

#include <string>

#include "temporary_directory.hpp"

namespace postern {

/// Returns where postqueue is, for postern.yaml. `socket` is postern's.
std::string write_postfix_stub(const testing::TemporaryDirectory& folder,
                               const std::string& socket);

/// One line of main.cf that comes on top.
void set_parameter_of_stub(const testing::TemporaryDirectory& folder, const std::string& line);

/// What postqueue -j prints from then on.
void set_queue_of_stub(const testing::TemporaryDirectory& folder, const std::string& listing);

}  // namespace postern
