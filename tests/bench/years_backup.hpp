// SPDX-License-Identifier: Apache-2.0
//
// A backup while mail passes.
#pragma once

#include <filesystem>
#include <string>

namespace postern::bench {

/// Copies the state into `folder` alone and beside mail, and prints how long either took, what mail
/// reached beside it in terms of mail alone, how far the log grew, and whether the copy answers as
/// the state did. Throws std::runtime_error.
void back_up_beside_mail(const std::string& file, const std::filesystem::path& folder);

}  // namespace postern::bench
