// SPDX-License-Identifier: Apache-2.0
//
// One map of an import, read key by key. A key that is absent leaves the value as it was; one that
// is wrong too, and is told as a fault at its place.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/address/address.hpp"
#include "postern/base/time.hpp"

#include "import_faults.hpp"

namespace postern {

class ImportFields {
  public:
    /// `what` is the map's noun in messages ("an agent"). Keys other than `known` are faults.
    ImportFields(const DocumentNode& node, std::string_view what,
                 const std::vector<std::string_view>& known, ImportFaults& faults);

    /// The value of the key "id", canonical; "" with a fault where there is none.
    [[nodiscard]] std::string id() const;

    void read(std::string_view key, std::string& value) const;
    void read(std::string_view key, bool& value) const;
    void read(std::string_view key, std::optional<Address>& value) const;  ///< null clears it.
    void read(std::string_view key, std::optional<TimePoint>& value) const;
    void read_id(std::string_view key, std::optional<std::string>& value) const;

    /// A list's items; none where the key is absent or is no list.
    [[nodiscard]] const std::vector<DocumentNode>& list(std::string_view key) const;

    /// Null where the key is absent.
    [[nodiscard]] const DocumentNode* find(std::string_view key) const;
    [[nodiscard]] const DocumentNode& node() const { return node_; }

    void missing(std::string_view key, std::string_view what_for) const;

  private:
    /// The text of a scalar; nothing where the key is absent, or with a fault where it is no
    /// scalar.
    [[nodiscard]] const DocumentNode* scalar(std::string_view key) const;

    const DocumentNode& node_;
    ImportFaults& faults_;
};

/// ", did you mean 'groups'?" or ""
std::string suggestion(std::string_view text, const std::vector<std::string_view>& candidates);

/// A canonical identifier; "" with a fault where the node is none.
std::string read_id(const DocumentNode& node, ImportFaults& faults);

}  // namespace postern
