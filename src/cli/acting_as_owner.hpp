// SPDX-License-Identifier: Apache-2.0
//
// Acts, where root runs the command, as the owner of the folder that a database stands in, for as
// long as the object lives.
//
// Otherwise a database that root creates would be root's, and posternd, which is not root, could
// not write to it. It also keeps root from following what somebody else put into that folder.
// Does nothing for other users, for folders of root's own and for databases that are no files.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace postern {

class ActingAsOwner {
  public:
    explicit ActingAsOwner(const std::string& database_url);
    ActingAsOwner(const ActingAsOwner&) = delete;
    ActingAsOwner& operator=(const ActingAsOwner&) = delete;
    ~ActingAsOwner();

  private:
    bool acting_ = false;
    std::vector<gid_t> groups_;  ///< Root's own, which the owner has not.
};

}  // namespace postern
