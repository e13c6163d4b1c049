// SPDX-License-Identifier: Apache-2.0
#include "mime_parts.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "header_section.hpp"
#include "long_line.hpp"

namespace postern {
namespace {

enum class Region { header, preamble, content, epilogue };

/// A part whose end is still to come. Indices, because the list of parts grows.
struct Open {
    std::size_t part;
    Region region;
    std::size_t begin;      ///< Of that region in the body.
    std::string delimiter;  ///< "--boundary" for a multipart, else "".
};

class Walk {
  public:
    explicit Walk(std::string_view body) : body_(body) {}

    MimeParts run(const HeaderList& headers);

  private:
    void on_line(const Line& line);
    void on_delimiter(std::size_t level, std::string_view line, std::size_t line_end);
    void enter_body(std::size_t at);
    void open_child(std::size_t at);
    void close_down_to(std::size_t level, std::size_t at);
    void end_region(const Open& open, std::size_t at);
    [[nodiscard]] std::size_t delimited_level(std::string_view line) const;
    [[nodiscard]] std::size_t before_line_end(std::size_t begin, std::size_t at) const;
    [[nodiscard]] std::string_view span(std::size_t begin, std::size_t end) const {
        return body_.substr(begin, end - begin);
    }

    MimePart& part_of(const Open& open) { return parts_.list[open.part]; }
    [[nodiscard]] bool stopped() const { return parts_.too_deep || parts_.too_many; }

    std::string_view body_;
    MimeParts parts_;
    std::vector<Open> open_;
};

constexpr auto kNoLevel = static_cast<std::size_t>(-1);

void set_type(MimePart& part, std::string_view name, std::string_view value) {
    if (iequals(name, "Content-Type")) part.type = parse_content_type(value);
    if (iequals(name, "Content-Transfer-Encoding")) part.encoding = parse_transfer_encoding(value);
}

MimeParts Walk::run(const HeaderList& headers) {
    auto& message = parts_.list.emplace_back();
    // From the last to the first, so that the first of doubles counts.
    std::for_each(headers.rbegin(), headers.rend(),
                  [&](const HeaderField& field) { set_type(message, field.name, field.value); });
    open_.push_back({0, Region::content, 0, ""});
    enter_body(0);
    LineReader lines(body_);
    for (auto line = lines.next(); line && !stopped(); line = lines.next()) on_line(*line);
    close_down_to(0, body_.size());
    end_region(open_.front(), body_.size());
    return std::move(parts_);
}

void Walk::on_line(const Line& line) {
    const auto at = static_cast<std::size_t>(line.text.data() - body_.data());
    const auto line_end = at + line.text.size() + line.end.size();
    const auto level = delimited_level(line.text);
    if (level != kNoLevel) return on_delimiter(level, line.text, line_end);
    if (open_.back().region != Region::header) return;
    if (line.text.empty()) return enter_body(line_end);
    if (is_continuation(line.text) || is_field(line.text)) return;
    enter_body(at);
    // Of a message inside, the line is the first of its own header, or of its body.
    if (open_.back().region == Region::header) on_line(line);
}

/// The part whose delimiter the line is; in an epilogue nothing delimits any more.
std::size_t Walk::delimited_level(std::string_view line) const {
    if (line.substr(0, 2) != "--") return kNoLevel;
    std::size_t found = kNoLevel;
    std::size_t longest = 0;
    for (std::size_t level = open_.size(); level-- > 0;) {
        const auto& delimiter = open_[level].delimiter;
        if (open_[level].region == Region::epilogue || delimiter.size() <= longest) continue;
        if (line.substr(0, delimiter.size()) != delimiter) continue;
        found = level;
        longest = delimiter.size();
    }
    return found;
}

void Walk::on_delimiter(std::size_t level, std::string_view line, std::size_t line_end) {
    const auto at = static_cast<std::size_t>(line.data() - body_.data());
    close_down_to(level, at);
    auto& open = open_.back();
    auto& part = part_of(open);
    end_region(open, before_line_end(open.begin, at));
    part.opened = true;
    const auto behind = line.substr(open.delimiter.size());
    const bool is_last = behind.substr(0, 2) == "--";
    part.exact = part.exact && trim(behind.substr(is_last ? 2 : 0)).empty();
    if (!is_last) return open_child(line_end);
    part.closed = true;
    open.region = Region::epilogue;
    open.begin = line_end;
}

void Walk::open_child(std::size_t at) {
    const auto depth = open_.size();
    auto& parent = part_of(open_.back());
    parts_.too_deep = depth > kDeepestNesting;
    parts_.too_many = parts_.list.size() >= kMostParts;
    if (stopped()) return;

    MimePart child;
    child.number = parent.number + (depth > 1 ? "." : "") + std::to_string(++parent.children);
    child.depth = depth;
    child.header = span(at, at);
    const auto& subtype = parent.type->subtype;
    child.sealed = parent.sealed ||
                   (parent.type->is_multipart() && (subtype == "signed" || subtype == "encrypted"));
    // RFC 2046 section 5.1.5: a digest is made of messages.
    if (subtype == "digest") child.type = ContentType{"message", "rfc822"};
    // What stands between this part and the next belongs to neither.
    open_.back().begin = body_.size();
    parts_.list.push_back(std::move(child));
    open_.push_back({parts_.list.size() - 1, Region::header, at, ""});
}

/// The innermost part's header ends here: what is it, and so what follows?
void Walk::enter_body(std::size_t at) {
    auto& open = open_.back();
    auto& part = part_of(open);
    if (open.region == Region::header) end_region(open, at);
    open.region = Region::content;
    open.begin = at;
    if (!part.type) return;
    if (part.type->is_multipart() && !part.type->boundary.empty()) {
        open.region = Region::preamble;
        open.delimiter = "--" + part.type->boundary;
    }
    if (part.type->is_whole_message() && is_identity(part.encoding)) open_child(at);
}

void Walk::close_down_to(std::size_t level, std::size_t at) {
    for (; open_.size() > level + 1; open_.pop_back()) {
        const auto& open = open_.back();
        end_region(open, before_line_end(open.begin, at));
    }
}

void Walk::end_region(const Open& open, std::size_t at) {
    auto& part = part_of(open);
    // An empty content has its place as well: something may be written there.
    if (open.region == Region::content && open.begin <= at) part.content = span(open.begin, at);
    if (open.begin >= at) return;
    const auto bytes = span(open.begin, at);
    if (open.region == Region::preamble) part.preamble = bytes;
    if (open.region == Region::epilogue) part.epilogue = bytes;
    if (open.region != Region::header) return;
    part.header = bytes;
    const auto fields = fields_of(bytes);
    std::for_each(fields.rbegin(), fields.rend(),
                  [&](const RawField& field) { set_type(part, field.name, field.value); });
}

/// RFC 2046 section 5.1.1: the line end before a delimiter is part of the delimiter.
std::size_t Walk::before_line_end(std::size_t begin, std::size_t at) const {
    if (at == begin || at == body_.size() || body_[at - 1] != '\n') return at;
    --at;
    return at > begin && body_[at - 1] == '\r' ? at - 1 : at;
}

}  // namespace

MimeParts walk_parts(const HeaderList& headers, std::string_view body) {
    return Walk(body).run(headers);
}

}  // namespace postern
