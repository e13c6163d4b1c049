// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/sender.hpp"

namespace postern {

const SenderSettings& choose_sender(const std::vector<SenderSettings>& pool,
                                    [[maybe_unused]] const Address& recipient) {
    return pool.front();
}

}  // namespace postern
