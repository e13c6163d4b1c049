// SPDX-License-Identifier: Apache-2.0
#include "postern/address/registrable_domain.hpp"

#include <libpsl.h>
#include <memory>
#include <string>

namespace postern {

namespace {

/// The system's list, or the library's own where that is newer. Without either (which no package
/// of libpsl allows) every domain is its own organisation.
const psl_ctx_t* public_suffixes() {
    static const std::unique_ptr<psl_ctx_t, void (*)(psl_ctx_t*)> kList(psl_latest(nullptr),
                                                                        &psl_free);
    return kList ? kList.get() : psl_builtin();
}

}  // namespace

std::string_view registrable_domain(std::string_view domain) {
    const auto* list = public_suffixes();
    if (list == nullptr) return domain;
    const std::string name(domain);
    const char* found = psl_registrable_domain(list, name.c_str());
    if (found == nullptr) return domain;
    return domain.substr(static_cast<std::size_t>(found - name.c_str()));
}

bool is_public_suffix(std::string_view domain) {
    const auto* list = public_suffixes();
    const std::string name(domain);
    return list != nullptr && psl_is_public_suffix2(list, name.c_str(), PSL_TYPE_ICANN) != 0;
}

bool are_aligned(std::string_view a, std::string_view b) {
    return registrable_domain(a) == registrable_domain(b);
}

}  // namespace postern
