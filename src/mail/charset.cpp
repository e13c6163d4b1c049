// SPDX-License-Identifier: Apache-2.0
#include "charset.hpp"

#include <array>
#include <cerrno>
#include <iconv.h>

#include "postern/base/text.hpp"
#include "postern/mail/content.hpp"

#include "utf8.hpp"

namespace postern {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

class Converter {
  public:
    explicit Converter(const std::string& charset)
        : handle_(iconv_open("UTF-8", charset.c_str())) {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() {
        if (known()) iconv_close(handle_);
    }

    [[nodiscard]] bool known() const {
        return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT: how iconv says so
    }
    void run(std::string_view bytes, std::string& out);

  private:
    iconv_t handle_;
};

void Converter::run(std::string_view bytes, std::string& out) {
    std::array<char, 4096> buffer{};
    char* in = const_cast<char*>(bytes.data());  // NOLINT: iconv does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const auto done = iconv(handle_, &in, &left, &to, &room);
        out.append(buffer.data(), buffer.size() - room);
        if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        if (errno != EILSEQ) break;
        out += kReplacement;
        ++in;
        --left;
    }
}

bool is_all_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80 || c == '\x1b') return false;
    }
    return true;
}

}  // namespace

bool convert_charset(std::string_view bytes, const std::string& charset, std::string& out) {
    Converter converter(charset);
    if (!converter.known()) return false;
    converter.run(bytes, out);
    return true;
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    // Most notices are US-ASCII whatever they say they are; ISO-2022 is betrayed by its escapes.
    if (is_all_ascii(bytes)) return std::string(bytes);
    const bool escapes = bytes.find("\x1b$") != bytes.npos || bytes.find("\x1b(") != bytes.npos;
    auto name = lower(trim(charset));
    if (escapes && (name.empty() || name == "us-ascii" || name == "utf-8")) name = "iso-2022-jp";
    const bool unlabelled = name.empty() || name == "us-ascii" || name == "utf-8" || name == "utf8";
    if (unlabelled && is_utf8(bytes)) return std::string(bytes);
    std::string out;
    if (!unlabelled && convert_charset(bytes, name, out)) return out;
    return utf8_from_latin1(bytes);
}

}  // namespace postern
