// SPDX-License-Identifier: Apache-2.0
//
// posternd: the milter daemon. In the foreground, under whatever supervises it.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>

#include <boost/program_options.hpp>

#include "daemon.hpp"

namespace po = boost::program_options;

namespace {

constexpr int kUsage = 2;

int run(int argc, char** argv, postern::Signals& signals) {
    std::string path;
    po::options_description options("posternd: notification milter for Postfix\n\nOptions");
    options.add_options()                                                           //
        ("config,c", po::value(&path)->default_value("/etc/postern/postern.yaml"),  //
         "configuration file")                                                      //
        ("test,t", "check the configuration and exit: 0 if it is good")             //
        ("version,V", "print the version and exit")                                 //
        ("help,h", "print this and exit");
    po::variables_map given;
    po::store(po::parse_command_line(argc, argv, options), given);
    po::notify(given);
    if (given.count("help") != 0) {
        std::cout << options;
        return 0;
    }
    if (given.count("version") != 0) {
        std::cout << "posternd " << POSTERN_VERSION << '\n';
        return 0;
    }
    const auto configuration = postern::load_or_complain(path);
    if (!configuration) return 1;
    if (given.count("test") != 0) {
        std::cout << path << ": good\n";
        return 0;
    }
    return postern::serve(path, configuration, signals);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        postern::Signals signals;
        const int status = run(argc, argv, signals);
        // Destructors of static objects would pull them from under libmilter's threads.
        std::cout.flush();
        std::_Exit(status);
    } catch (const po::error& e) {
        std::fprintf(stderr, "posternd: %s (posternd --help lists the options)\n", e.what());
        return kUsage;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "posternd: %s\n", e.what());
        return 1;
    }
}
