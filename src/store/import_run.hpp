// SPDX-License-Identifier: Apache-2.0
//
// An import from its beginning to its end: read and compared an account at a time, without a lock;
// then, if all of it is sound, what differs is written at one moment.
#pragma once

#include <string>

#include "postern/store/editor.hpp"

#include "editing_session.hpp"

namespace postern {

/// As DirectoryEditor::import().
Result<ImportSummary> run_import(EditingSession& session, const ReadBytes& read,
                                 const std::string& name, bool whole,
                                 const AddressObjection& objection);

/// ErrorCode::conflict where forwards of that account would lead in a circle, within an edit.
Result<void> check_forwards(EditingSession::Session& session, const std::string& account);

}  // namespace postern
