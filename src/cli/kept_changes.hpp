// SPDX-License-Identifier: Apache-2.0
//
// What `postern postfix apply` changed, kept so that `undo` can take it back: for each file a copy
// of its bytes before and after, with their checksums. Changes that follow each other without
// anybody else's in between are kept as one; where somebody changed a file meanwhile, on top of
// each other.
//
// They stand below Postfix's own configuration, which is root's alone: copies in a folder of
// posternd's user could be made by whoever has that user, and root would put them in force.
//
//   FOLDER/1/files    "CHECKSUM CHECKSUM PATH" for each file, "-" where there is none
//   FOLDER/1/before   the files below their own paths
//   FOLDER/1/after    likewise
//   FOLDER/2/joins    "1" where these are the changes of 1 and what followed them, as one
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/postfix/changes.hpp"

namespace postern {

class KeptChanges {
  public:
    explicit KeptChanges(std::string folder) : folder_(std::move(folder)) {}

    /// The latest; empty where there are none. ErrorCode::invalid where a copy is not what was
    /// written.
    [[nodiscard]] Result<postfix::FileChanges> latest() const;
    /// To be called before the first file is changed; then confirm(), or withdraw() where nothing
    /// was changed after all. Where neither is called, all that is kept is true.
    Result<void> keep(const postfix::FileChanges& changes);
    void confirm();
    void withdraw();
    /// Forgets the latest, with those that it joins.
    Result<void> forget();
    /// Where the copies of the latest are from before it.
    [[nodiscard]] std::string place() const;

  private:
    [[nodiscard]] int number() const;
    [[nodiscard]] std::string folder_of(int number) const;
    /// Of those that `number` joins; 0 where it joins none.
    [[nodiscard]] int joined_by(int number) const;

    std::string folder_;
};

}  // namespace postern
