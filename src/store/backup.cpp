// SPDX-License-Identifier: Apache-2.0
#include "postern/store/backup.hpp"

#include "engine.hpp"
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

}  // namespace

Result<void> back_up(const DatabaseOptions& database, const std::string& file) {
    const auto engine = engine_of(database);
    return engine ? (*engine)->back_up(file) : engine.error();
}

Result<std::unique_ptr<Restoration>> open_backup(const DatabaseOptions& database, Part part,
                                                 const std::string& file) {
    const auto engine = engine_of(database);
    if (!engine) return engine.error();
    auto copy = (*engine)->restoration(file);
    if (!copy) return copy;
    if (auto fits = check_part(file, part); !fits) {
        return std::move(fits).with_context(file).error();
    }
    return copy;
}

}  // namespace postern
