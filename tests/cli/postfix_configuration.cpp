// SPDX-License-Identifier: Apache-2.0
#include "postfix_configuration.hpp"

#include <filesystem>

#include "postern/base/file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

std::string in_folder(std::string text, const std::string& folder) {
    const std::string mark = "FOLDER";
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at))
        text.replace(at, mark.size(), folder);
    return text;
}

}  // namespace

const std::string kDebiansMaster = R"(# Postfix master process configuration file.
smtp      inet  n       -       y       -       -       smtpd
#submission inet n      -       y       -       -       smtpd
pickup    unix  n       -       y       60      1       pickup
cleanup   unix  n       -       y       -       0       cleanup
qmgr      unix  n       -       n       300     1       qmgr
rewrite   unix  -       -       y       -       -       trivial-rewrite
bounce    unix  -       -       y       -       0       bounce
defer     unix  -       -       y       -       0       bounce
trace     unix  -       -       y       -       0       bounce
flush     unix  n       -       y       1000?   0       flush
proxymap  unix  -       -       n       -       -       proxymap
smtp      unix  -       -       y       -       -       smtp
relay     unix  -       -       y       -       -       smtp
        -o syslog_name=postfix/$service_name
showq     unix  n       -       y       -       -       showq
error     unix  -       -       y       -       -       error
retry     unix  -       -       y       -       -       error
maildrop  unix  -       n       n       -       -       pipe
  flags=DRXhu user=vmail argv=/usr/bin/maildrop -d ${recipient}
)";

void PostfixConfiguration::SetUp() {
    if (!fs::exists("/usr/sbin/postconf")) GTEST_SKIP() << "no Postfix";
    (void)folder_.write("headers", "/^X-Spam: yes/ WARN\n");
    (void)folder_.write("mime", "/^Content-Type: x-spam/ WARN\n");
    (void)folder_.write("all_transports", "/./ smtp:[smart.example.test]\n");
    (void)folder_.write("all_aliases", "/@/ admin@elsewhere.example\n");
    fs::create_directory(path("etc"));
    configuration_ = folder_.write(
        "wired.yaml",
        "drafts: { domain: drafts.example.test }\nsenders:\n  - { domain: "
        "example.test, bounce-domain: bounces.example.test }\nkeys: { files: [" +
            path("current.key") + "] }\npostfix: { config-directory: " + path("etc") + " }\n");
    write_site(kDebiansMaster, "compatibility_level = 3.6\n");
}

void PostfixConfiguration::write_site(const std::string& master, const std::string& main) {
    (void)folder_.write("etc/master.cf", in_folder(master, folder_.path()));
    (void)folder_.write("etc/main.cf", in_folder(main, folder_.path()));
    before_ = contents();
}

void PostfixConfiguration::append_to_main(const std::string& line) const {
    (void)folder_.write("etc/main.cf", read_file(path("etc/main.cf")).value() + line);
}

std::map<std::string, std::string> PostfixConfiguration::contents() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(path("etc"))) {
        if (entry.is_regular_file()) all[entry.path()] = read_file(entry.path()).value();
    }
    return all;
}

ProcessResult PostfixConfiguration::wiring(const std::string& verb, Words more) const {
    Words words{"postfix", verb};
    words.insert(words.end(), more.begin(), more.end());
    return postern(words);
}

}  // namespace postern
