// SPDX-License-Identifier: Apache-2.0
//
// Lists of main.cf, where what is there stays and ours is added, and the tables that are added.
#include "findings.hpp"
#include "plan_parts.hpp"

namespace postern::postfix {

std::string table_at(const std::string& name, const Ground& ground) {
    return "regexp:" + ground.around.folder + "/" + name;
}

void plan_table(Table table, const Ground& ground, Plan& plan) {
    const auto there = ground.around.tables.find(table.name);
    table.text = "# Made by `postern postfix apply`, and anew by each.\n" + table.text;
    table.in_force = there != ground.around.tables.end() && there->second == table.text;
    plan.tables.push_back(std::move(table));
}

List list_of(std::string_view unix_service, const std::string& name, const Site& site) {
    const auto* service = site.find(unix_service, "unix");
    if (service != nullptr && service->option(name) != nullptr)
        return {Line::Kind::option, service->place_of(name), *service->option(name)};
    const auto written = site.written.find(name);
    return {Line::Kind::parameter, name,
            written == site.written.end() ? site.parameter(name) : written->second};
}

std::string in_front(const std::string& entry, std::string_view list) {
    // As it is written, where that has not to be taken apart.
    const auto rest =
        contains(split_list(list), entry) ? list_without(entry, list) : std::string(list);
    return entry + (rest.empty() ? "" : ", ") + rest;
}

}  // namespace postern::postfix
