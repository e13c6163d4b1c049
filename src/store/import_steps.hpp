// SPDX-License-Identifier: Apache-2.0
//
// An import that was read and compared is written: at once where it is small, else in steps, each a
// transaction of so many rows, with a rest behind it for others who write.
//
//     portions are written      they count for nobody; a program that dies leaves them lying
//     put_in_force()            one small transaction, from which on all of it counts
//     portions are carried out  into the tables; any program that writes may go on with it
#pragma once

#include "postern/store/editor.hpp"

#include "editing_session.hpp"
#include "import_checks.hpp"
#include "import_stage.hpp"

namespace postern {

/// What the settings have to say.
struct ImportTerms {
    Duration stale_after{};
    AddressObjection objection{};
    ImportPace pace{};
};

class ImportSteps {
  public:
    /// `id` is unlike that of any other import.
    ImportSteps(EditingSession& session, const ImportTerms& terms, bool whole);

    /// Carries out what an import left that is in force.
    Result<void> settle();
    /// All of the stage. Where it fails nothing of it counts, then or later. Where it is in force,
    /// it counts, whether or not the rest could be carried out.
    Result<void> write(ImportStage& stage);

  private:
    using Session = EditingSession::Session;

    Result<void> write_at_once(ImportStage& stage);
    Result<void> begin();
    Result<void> write_portions(ImportStage& stage);
    Result<void> put_in_force();
    /// What others did meanwhile.
    Result<void> check_touched(Session& session) const;
    void give_up();

    /// Does `work(session)` in transactions until it says that there is no more.
    template <typename Work>
    Result<void> in_steps(const Work& work);
    Result<void> is_ours(Session& session) const;

    EditingSession& session_;
    const ImportTerms& terms_;
    bool whole_;
    long long id_;
};

/// Carries out the next portions of an import that is in force, some so many rows; whether there
/// may be more to do. Within a writing transaction.
bool carry_out_some(EditingSession::Session& session, long long rows);
/// The same of one account, all that is left.
void carry_out_of(EditingSession::Session& session, const std::string& account);

}  // namespace postern
