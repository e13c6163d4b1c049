// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/question.hpp"

namespace postern {

std::string_view name_of(RecordType type) {
    switch (type) {
        case RecordType::mx:
            return "MX";
        case RecordType::a:
            return "A";
        case RecordType::aaaa:
            return "AAAA";
        case RecordType::txt:
            return "TXT";
        case RecordType::ptr:
            break;
    }
    return "PTR";
}

}  // namespace postern
