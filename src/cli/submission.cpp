// SPDX-License-Identifier: Apache-2.0
#include "submission.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <memory>
#include <string_view>

#include "postern/base/text.hpp"

namespace postern {

namespace {

/// What is still to be sent.
struct Rest {
    std::string_view text;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
    auto& rest = static_cast<Rest*>(from)->text;
    const auto given = std::min(size * count, rest.size());
    std::memcpy(to, rest.data(), given);
    rest.remove_prefix(given);
    return given;
}

/// Called with each line of a reply; the last one decides. The answer to QUIT is none.
std::size_t hear(char* line, std::size_t size, std::size_t count, void* last) {
    const std::string_view text(line, size * count);
    if (!text.starts_with("221")) *static_cast<std::string*>(last) = trim(text);
    return size * count;
}

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

bool is_decided(CURLcode done, const std::string& reply) {
    const bool refused = !reply.empty() && (reply[0] == '4' || reply[0] == '5');
    return done == CURLE_OK || refused;
}

}  // namespace

Result<SmtpReply> submit(const Outgoing& message, Duration limit) {
    const std::unique_ptr<CURL, Free> handle(curl_easy_init());
    const std::unique_ptr<curl_slist, Free> to(
        curl_slist_append(nullptr, message.recipient.c_str()));
    if (!handle || !to) return Error{ErrorCode::unavailable, "libcurl cannot be used"};
    const auto url = "smtp://" + message.host + ":" + message.port + "/postern-try";
    std::array<char, CURL_ERROR_SIZE> words{};
    Rest rest{message.text};
    std::string reply;
    const auto set = [&](auto option, auto value) {
        curl_easy_setopt(handle.get(), option, value);
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_MAIL_FROM, "");
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &give);
    set(CURLOPT_READDATA, &rest);
    set(CURLOPT_HEADERFUNCTION, &hear);
    set(CURLOPT_HEADERDATA, &reply);
    set(CURLOPT_ERRORBUFFER, words.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
    const auto done = curl_easy_perform(handle.get());
    if (is_decided(done, reply)) return SmtpReply{std::atoi(reply.c_str()), reply};
    return Error{ErrorCode::unavailable,
                 words[0] != '\0' ? words.data() : curl_easy_strerror(done)};
}

}  // namespace postern
