// SPDX-License-Identifier: Apache-2.0
//
// postern directory import, postern directory export: the whole of it in one file.
#include <array>
#include <ostream>

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"
#include "postern/store/listing.hpp"

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

constexpr std::array kImportOptions{
    kDirectoryOption,
    Option{"whole", "", "the file is who there is: remove who is not named"},
};

constexpr std::array kExportOptions{
    kDirectoryOption,
    Option{"format", "yaml|json", "yaml unless given"},
};

Json to_json(const ImportSummary& summary) {
    return {{"accounts", summary.accounts}, {"groups", summary.groups},
            {"agents", summary.agents},     {"chats", summary.chats},
            {"devices", summary.devices},   {"removed", summary.removed}};
}

void print_summary(const ImportSummary& summary, std::ostream& out) {
    out << "accounts " << summary.accounts << ", groups " << summary.groups << ", agents "
        << summary.agents << ", chats " << summary.chats << ", devices " << summary.devices
        << ", removed " << summary.removed << '\n';
}

/// Faults of the file stand alone on their lines, "import.yaml:12:5: …", for editors to jump to.
Exit refuse(const Call& call, const Error& error) {
    if (error.code != ErrorCode::invalid) return fail(call, error);
    call.streams.err << error.message() << '\n';
    return Exit::no;
}

}  // namespace

std::span<const Option> directory_import_options() {
    return kImportOptions;
}
std::span<const Option> directory_export_options() {
    return kExportOptions;
}

Exit run_directory_import(const Call& call) {
    const auto file = call.given.value("FILE").value_or("-");
    auto options = directory_for(call);
    if (!options) return Exit::no;
    options->busy_timeout = kLockPatience;
    // Opened before becoming the owner, who need not be allowed to.
    const auto read = open_file(file);
    if (!read) return fail(call, read.error());
    const ActingAsOwner owner(options->url);
    const auto directory = open_directory_editor(*options);
    if (!directory) return fail(call, directory.error());
    const auto name = file == "-" ? "standard input" : file;
    const auto imported = (*directory)->import(*read, name, call.given.has("whole"));
    if (!imported) return refuse(call, imported.error());
    if (call.json()) {
        print_json(call, to_json(*imported));
    } else {
        print_summary(*imported, call.out());
    }
    return Exit::good;
}

Exit run_directory_export(const Call& call) {
    const auto format = call.given.value("format").value_or(call.json() ? "json" : "yaml");
    if (format != "yaml" && format != "json") {
        return misuse(call, {ErrorCode::invalid,
                             "--format: " + in_quotes(format) + " is none of yaml, json"});
    }
    const auto options = directory_for(call);
    if (!options) return Exit::no;
    const ActingAsOwner owner(options->url);
    DirectoryExport document(call.out(), format == "json" ? DirectoryExport::Format::json
                                                          : DirectoryExport::Format::yaml);
    const auto add = [&](const DirectoryContent& account) { document.add(account); };
    if (const auto listed = list_accounts(*options, add); !listed) {
        return fail(call, listed.error());
    }
    document.finish();
    return Exit::good;
}

}  // namespace postern
