// SPDX-License-Identifier: Apache-2.0
#include "layering.hpp"

#include <algorithm>
#include <set>

#include "modules.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

using Names = std::set<std::string>;

std::string public_folder(const Module& module) {
    return "include/postern/" + module.name + "/";
}

std::vector<std::string> files_of(const Tree& tree, const Module& module) {
    auto files = cpp_below(tree, module.folder);
    for (auto& path : cpp_below(tree, public_folder(module))) files.push_back(std::move(path));
    return files;
}

Names folders_of(const Tree& tree, const std::string& above) {
    Names names;
    for (const auto& [path, text] : tree) {
        const auto slash = path.find('/', above.size());
        if (path.starts_with(above) && slash != std::string::npos)
            names.insert(path.substr(above.size(), slash - above.size()));
    }
    return names;
}

Names modules_included(const Tree& tree, const Module& module) {
    Names names;
    for (const auto& path : files_of(tree, module)) {
        for (const auto& include : includes_of(text_of(tree, path)))
            names.insert(module_of(include.text));
    }
    names.erase("");
    names.erase(module.name);
    return names;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

/// A private header of another module is reached by a way upwards, or by its full name.
bool leaves_its_folder(const Tree& tree, const std::string& header) {
    return header.starts_with("../") || header.find("/../") != std::string::npos ||
           tree.contains("src/" + header) || header.starts_with("src/");
}

}  // namespace

Faults unlisted_modules(const Tree& tree) {
    Names declared;
    Names described;
    for (const auto& module : declared_modules(tree)) declared.insert(module.name);
    for (const auto& row : module_table(tree)) described.insert(row.module);
    Faults faults;
    for (const auto* above : {"src/", "include/postern/"}) {
        for (const auto& name : folders_of(tree, above)) {
            if (!declared.contains(name)) faults.push_back(above + name + " is no module");
        }
    }
    for (const auto& name : declared) {
        if (!described.contains(name)) faults.push_back(name + " has no row in the table");
    }
    for (const auto& name : described) {
        if (!declared.contains(name)) faults.push_back("the row " + name + " is of no module");
    }
    return faults;
}

Faults links_unlike_the_table(const Tree& tree) {
    Faults faults;
    Names below;
    const auto rows = module_table(tree);
    for (const auto& module : declared_modules(tree)) {
        for (const auto& link : module.links) {
            if (!below.contains(link))
                faults.push_back(module.name + " links " + link + ", which is not below it");
        }
        below.insert(module.name);
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const TableRow& candidate) {
            return candidate.module == module.name;
        });
        if (row == rows.end() || row->links == module.links) continue;
        faults.push_back(module.name + " links \"" + joined(module.links) +
                         "\", the table says \"" + joined(row->links) + "\"");
    }
    return faults;
}

Faults links_unlike_the_includes(const Tree& tree) {
    Faults faults;
    for (const auto& module : declared_modules(tree)) {
        const auto included = modules_included(tree, module);
        const Names linked(module.links.begin(), module.links.end());
        for (const auto& path : files_of(tree, module)) {
            for (const auto& include : includes_of(text_of(tree, path))) {
                const auto target = module_of(include.text);
                const auto place =
                    path + ":" + std::to_string(include.line) + " includes " + include.text;
                if (!target.empty() && target != module.name && !linked.contains(target))
                    faults.push_back(place + ", and " + module.name + " does not link " + target);
                if (leaves_its_folder(tree, include.text))
                    faults.push_back(place + ", which is another folder's own");
            }
        }
        for (const auto& link : linked) {
            if (!included.contains(link))
                faults.push_back(module.name + " links " + link + " and includes nothing of it");
        }
    }
    return faults;
}

}  // namespace postern::architecture
