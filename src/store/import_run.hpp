// SPDX-License-Identifier: Apache-2.0
//
// An import from its beginning to its end: read and compared an account at a time, without a lock;
// then, if all of it is sound, what differs is written, and counts from one moment on.
#pragma once

#include <string>

#include "postern/store/editor.hpp"

#include "editing_session.hpp"
#include "import_steps.hpp"

namespace postern {

/// As DirectoryEditor::import().
Result<ImportSummary> run_import(EditingSession& session, const ReadBytes& read,
                                 const std::string& name, bool whole, const ImportTerms& terms);

}  // namespace postern
