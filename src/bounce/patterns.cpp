// SPDX-License-Identifier: Apache-2.0
#include "patterns.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <re2/set.h>
#include <utility>

namespace postern {
namespace {

constexpr std::int64_t kMemory = 64LL << 20U;

RE2::Options options() {
    RE2::Options out;
    out.set_case_sensitive(false);
    out.set_log_errors(false);
    out.set_max_mem(kMemory);
    return out;
}

}  // namespace

struct PatternSet::Engine {
    RE2::Set set{options(), RE2::UNANCHORED};
    std::vector<std::unique_ptr<RE2>> single;  ///< For when the set runs out of memory.
};

PatternSet::PatternSet() : engine_(std::make_unique<Engine>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

std::string PatternSet::add(Pattern pattern) {
    std::string error;
    const auto by_line = "(?m)" + pattern.expression;
    if (engine_->set.Add(by_line, &error) < 0) return error;
    engine_->single.push_back(std::make_unique<RE2>(by_line, options()));
    patterns_.push_back(std::move(pattern));
    return {};
}

bool PatternSet::compile() {
    return engine_->set.Compile();
}

const Pattern* PatternSet::first_in(std::string_view text) const {
    if (patterns_.empty() || text.empty()) return nullptr;
    const re2::StringPiece piece(text.data(), text.size());
    std::vector<int> found;
    RE2::Set::ErrorInfo error{};
    if (engine_->set.Match(piece, &found, &error)) {
        return &patterns_[static_cast<std::size_t>(*std::min_element(found.begin(), found.end()))];
    }
    if (error.kind == RE2::Set::kNoError) return nullptr;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
        if (RE2::PartialMatch(piece, *engine_->single[i])) return &patterns_[i];
    }
    return nullptr;
}

std::size_t PatternSet::first_place(std::string_view text) const {
    const re2::StringPiece piece(text.data(), text.size());
    auto place = text.size();
    for (const auto& expression : engine_->single) {
        re2::StringPiece match;
        if (expression->Match(piece, 0, piece.size(), RE2::UNANCHORED, &match, 1)) {
            place = std::min(place, static_cast<std::size_t>(match.data() - piece.data()));
        }
    }
    return place;
}

}  // namespace postern
