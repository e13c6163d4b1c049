// SPDX-License-Identifier: Apache-2.0
//
// postern check, of the signer: whether it can read the keys that it signs with.
#include "remark.hpp"
#include "signer.hpp"

namespace postern {

Remarks check_signers_keys(const postfix::Site& site, const Settings& settings) {
    const auto files = read_signer_files();
    // What is not for everybody to read is looked at by root.
    if (!files) return {};
    Remarks remarks;
    for (const auto& key : postfix::signing_for(site, settings, *files).keys) {
        const auto bar = what_bars(key);
        if (bar.empty()) continue;
        auto one = fault("dkim-selectors", key.path + " " + words_for(key, bar));
        one.set = mend_for(key, bar);
        remarks.push_back(std::move(one));
    }
    return remarks;
}

}  // namespace postern
