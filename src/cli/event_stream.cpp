// SPDX-License-Identifier: Apache-2.0
#include "event_stream.hpp"

#include <ostream>

#include "postern/base/visible.hpp"

#include "json_output.hpp"

namespace postern {

namespace {

constexpr std::size_t kFaultsKept = 1000;

}  // namespace

void EventAnswers::taken(const EventLine& line) {
    ++taken_;
    acknowledge(line, "taken", "");
}

void EventAnswers::refused(const EventLine& line, const std::string& why) {
    ++refused_;
    if (faults_.size() < kFaultsKept) faults_.push_back({line.number, why});
    call_.streams.err << "line " << line.number << ": " << visible(why) << '\n';
    acknowledge(line, "refused", why);
}

void EventAnswers::again(const EventLine& line, const std::string& why) {
    ++again_;
    call_.streams.err << "line " << line.number << ": not taken, tell it again: " << visible(why)
                      << '\n';
    acknowledge(line, "again", why);
}

void EventAnswers::acknowledge(const EventLine& line, const char* outcome,
                               const std::string& why) const {
    if (!acknowledges_) return;
    if (call_.json()) {
        Json json{{"line", line.number}, {"outcome", outcome}};
        if (!why.empty()) json["why"] = why;
        call_.out() << json_text(json, -1) << '\n';
        return;
    }
    call_.out() << line.number << ' ' << outcome << (why.empty() ? "" : " ") << visible(why)
                << '\n';
}

void EventAnswers::flush() const {
    call_.streams.err.flush();
    call_.out().flush();
}

Exit EventAnswers::summary() const {
    if (call_.json()) {
        auto faults = Json::array();
        for (const auto& [line, text] : faults_) faults.push_back({{"line", line}, {"text", text}});
        const Json json{
            {"applied", taken_}, {"at_fault", refused_}, {"again", again_}, {"faults", faults}};
        call_.out() << json_text(json, acknowledges_ ? -1 : 2) << '\n';
    } else {
        call_.out() << taken_ << " applied, " << refused_ << " at fault";
        if (again_ > 0) call_.out() << ", " << again_ << " to be told again";
        call_.out() << '\n';
    }
    if (again_ > 0) return Exit::unknown;
    return refused_ > 0 ? Exit::no : Exit::good;
}

}  // namespace postern
