// SPDX-License-Identifier: Apache-2.0
#include "long_line.hpp"

namespace postern {

bool has_long_line(std::string_view text) {
    // The last LF within reach ends a line that is short enough, as are all before it.
    while (text.size() > kLongestLine) {
        const auto last = text.rfind('\n', kLongestLine);
        if (last != text.npos) {
            text.remove_prefix(last + 1);
        } else if (text.substr(kLongestLine, 2) == "\r\n") {
            text.remove_prefix(kLongestLine + 2);
        } else {
            return true;
        }
    }
    return false;
}

std::optional<Line> LineReader::next() {
    if (rest_.empty()) return {};
    const auto lf = rest_.find('\n');
    const bool ended = lf != rest_.npos;
    auto text = rest_.substr(0, lf);
    if (ended && !text.empty() && text.back() == '\r') text.remove_suffix(1);
    const Line line{text, rest_.substr(text.size(), ended ? lf + 1 - text.size() : 0)};
    rest_.remove_prefix(line.text.size() + line.end.size());
    return line;
}

}  // namespace postern
