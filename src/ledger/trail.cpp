// SPDX-License-Identifier: Apache-2.0
#include "trail.hpp"

namespace postern::ledger {

void note(Book& book, const std::string& subject, const char* what, Cause cause,
          const Author& author) {
    book.enter(SuppressionChange{subject, what, std::string(name_of(cause)), author.name,
                                 author.why, author.at});
}

SenderChange change_of(const SenderStanding& standing, const char* what, const Author& author) {
    return {standing.domain,
            standing.provider,
            what,
            std::string(name_of(standing.cause)),
            author.name,
            author.why,
            author.at,
            std::nullopt,
            0,
            standing.account};
}

void hold(const SenderStanding& suspended, const Author& author, Book& book) {
    book.enter(PutStanding{suspended});
    auto change = change_of(suspended, "suspended", author);
    change.until = suspended.until;
    change.step = suspended.step;
    book.enter(std::move(change));
}

}  // namespace postern::ledger
