// SPDX-License-Identifier: Apache-2.0
//
// How often the same message met a defect of ours. It is answered 451 and comes again; after
// kPatience times it is set aside, so that nothing comes again for ever
// (docs/decisions/0014-record-and-message-agree.md).
//
// In memory and bounded: after a restart, which may have brought a remedy, counting begins anew.
// Thread-safe.
#pragma once

#include <cstddef>
#include <map>

#include "postern/base/digest.hpp"
#include "postern/base/guarded.hpp"
#include "postern/gateway/submission.hpp"

namespace postern {

class Defects {
  public:
    static constexpr int kPatience = 5;
    static constexpr std::size_t kMost = 10'000;

    /// The message met one more; how many that makes.
    int met_by(const Submission& message);
    /// It got through.
    void forget(const Submission& message);

  private:
    Guarded<std::map<Digest, int>> met_;
};

}  // namespace postern
