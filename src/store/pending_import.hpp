// SPDX-License-Identifier: Apache-2.0
//
// The import that is under way, as it stands in the directory: from its first portion until the
// last one was carried out (packaging/schema/directory/0004-imports.sql). Within a transaction
// that the caller began. Throws soci::soci_error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "import_portion.hpp"
#include "query.hpp"

namespace postern {

class PendingImport {
  public:
    struct State {
        long long id = 0;
        bool in_force = false;   ///< Else it counts for nobody yet.
        bool disturbed = false;  ///< Another import was written meanwhile.
        TimePoint begun{};
        Duration stale_after{};
    };

    explicit PendingImport(soci::session& sql);

    std::optional<State> state();
    [[nodiscard]] bool is_in_force() { return in_force_.any(); }

    /// In place of any other; its portions, if it left some, stay until clear().
    void begin(const State& state);
    void disturb() { disturb_.run(); }
    void put_in_force() { put_in_force_.run(); }
    void end() { end_.run(); }

    void touch(const std::string& account) { touch_.run(account); }
    std::vector<std::string> touched();

    void add(const ImportPortion& portion);
    void remove(const ImportPortion& portion);
    /// Of the account, in their order.
    std::vector<ImportPortion> portions(const std::string& account);
    /// The first of all that are left.
    std::optional<ImportPortion> next();
    /// Of which there are portions.
    std::vector<std::string> accounts();
    /// Where the portions put an agent or a chat that was not there.
    std::optional<std::string> account_of(DirectoryItem::What what, const std::string& id);

    /// Removes some of what stands in the tables of imports but the import's own row; false where
    /// nothing is left. Portions that are in force must have been carried out.
    bool clear();

  private:
    using Text = std::string;
    using Number = long long;
    using PortionRow = Out<Text, Number, Text>;

    Query<In<>, Out<Number, int, int, Number, Number>> state_;
    Query<In<>, Out<int>> in_force_;
    Query<In<Number, Number, Number>> begin_;
    Query<In<>> disturb_, put_in_force_, end_;
    Query<In<Text>> touch_;
    Query<In<>, Out<Text>> touched_;
    Query<In<Text, Number, Text>> add_;
    Query<In<Text, int, Text>> name_;
    Query<In<Text, Number>> remove_;
    Query<In<Text>, PortionRow> portions_;
    Query<In<>, PortionRow> next_;
    Query<In<>, Out<Text>> accounts_;
    Query<In<Text, int>, Out<Text>> account_of_;
    Query<In<>> clear_portions_, clear_names_, clear_touched_;
};

}  // namespace postern
