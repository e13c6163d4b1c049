// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/defects.hpp"

#include "postern/base/text.hpp"

namespace postern {

namespace {

/// Each hop adds its trace fields; everything else is the same at every presentation.
Digest identity_of(const Submission& message) {
    std::string envelope = message.sender;
    for (const auto& path : message.recipients) envelope.append("\n").append(path);
    std::string fields;
    for (const auto& field : message.headers) {
        if (iequals(field.name, "Received")) continue;
        fields.append(field.name).append(":").append(field.value).append("\n");
    }
    return sha256({"presentation", envelope, fields});
}

}  // namespace

int Defects::met_by(const Submission& message) {
    const auto identity = identity_of(message);
    auto met = met_.lock();
    // Any of the others: it is counted anew, and set aside later.
    if (met->size() >= kMost && !met->contains(identity)) met->erase(met->begin());
    return ++(*met)[identity];
}

void Defects::forget(const Submission& message) {
    if (met_.lock()->empty()) return;
    const auto identity = identity_of(message);
    met_.lock()->erase(identity);
}

}  // namespace postern
