// SPDX-License-Identifier: Apache-2.0
#include "idn.hpp"

#include <cstdlib>
#include <idn2.h>
#include <memory>

namespace postern {

Result<std::string> to_a_labels(std::string_view domain) {
    if (domain.find('\0') != std::string_view::npos) {
        return Error{ErrorCode::invalid, "has a NUL in it"};
    }
    char* output = nullptr;
    const int result = idn2_to_ascii_8z(std::string(domain).c_str(), &output,
                                        IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    const std::unique_ptr<char, decltype(&std::free)> owned(output, &std::free);
    if (result != IDN2_OK) {
        return Error{ErrorCode::invalid,
                     "is no internationalised name: " + std::string(idn2_strerror(result))};
    }
    return std::string(output);
}

}  // namespace postern
