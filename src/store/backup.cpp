// SPDX-License-Identifier: Apache-2.0
#include "postern/store/backup.hpp"

#include "columns.hpp"
#include "engine.hpp"
#include "failure.hpp"
#include "schema.hpp"

namespace postern {

namespace {

/// Whether the file holds that part, of a version this program knows or can migrate.
Result<void> check_part(const std::string& file, Part part) {
    const auto engine = engine_of({"sqlite:" + file});
    if (!engine) return engine.error();
    const auto session = (*engine)->connect(Access::read);
    if (!session) return session.error();
    return check_known(**session, part == Part::directory ? kDirectorySchema : kStateSchema);
}

/// Where it holds a state, that is migrated and marked: both before anybody else sees it, as what
/// is not marked would be believed.
Result<void> mark_restored(const std::string& file, TimePoint now) {
    const auto known = check_part(file, Part::state);
    if (!known && known.error().code == ErrorCode::invalid) return {};
    if (!known) return known.error();
    const auto engine = engine_of({"sqlite:" + file});
    if (!engine) return engine.error();
    const auto session = (*engine)->connect(Access::write);
    if (!session) return session.error();
    if (auto migrated = migrate_schema(**session, kStateSchema); !migrated) return migrated;
    return catching([&] {
        const auto at = to_column(now);
        (*session)->sql() << "INSERT INTO restorations (restored_at) VALUES (:at)", soci::use(at);
    });
}

}  // namespace

Result<void> back_up(const DatabaseOptions& database, const std::string& file) {
    const auto engine = engine_of(database);
    return engine ? (*engine)->back_up(file) : engine.error();
}

Result<std::unique_ptr<Restoration>> open_backup(const DatabaseOptions& database, Part part,
                                                 const std::string& file) {
    const auto engine = engine_of(database);
    if (!engine) return engine.error();
    auto copy = (*engine)->restoration(file, mark_restored);
    if (!copy) return copy;
    if (auto fits = check_part(file, part); !fits) {
        return std::move(fits).with_context(file).error();
    }
    return copy;
}

}  // namespace postern
