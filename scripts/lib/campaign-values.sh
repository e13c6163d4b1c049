# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034  # postfix-campaign reads what is set here
#
# What scripts/postfix-campaign tries: the parameters of this machine's Postfix, and hostile values
# for each, by its name where that says the type, else by its default. Times and limits have their
# least and their greatest value, and one that is small.

# What other programs read, and names that are facts and no settings. What the table says of them
# stands in src/postfix/parameters.yaml.
elsewhere='^(lmtp_|postscreen_|dnsblog_|tlsproxy_|virtual_(mailbox_(base|limit|lock)|gid|uid|min)|'
elsewhere+='mail_version|mail_release_date|process_(id|name)|service_name|multi_instance_)'

# NAME = DEFAULT, a line each, as this Postfix has them.
defaults() {
    local folder
    folder=$(mktemp -d)
    touch "$folder"/{main,master}.cf
    postconf -c "$folder" -d -C builtin
    rm -r "$folder"
}

values_of() {
    local name=$1 default=$2
    case $name in
        # A lab is not the default instance, and is read by its log: what leads to both stays.
        postlog_service_name | postlogd_watchdog_timeout) ;;
        *_service_name) printf '%s\n' hostile error ;;
        import_environment | export_environment)
            echo 'MAIL_CONFIG MAIL_LOGTAG POSTLOG_SERVICE POSTLOG_HOSTNAME TZ=hostile'
            ;;
        inet_protocols) printf '%s\n' ipv6 'ipv6, ipv4' ipv4 ;;
        inet_interfaces) printf '%s\n' 127.0.0.1 192.0.2.1 loopback-only ;;
        *_restrictions) printf '%s\n' reject defer permit ;;
        *_status_filter | *_reply_filter)
            # shellcheck disable=SC2016  # Postfix expands it
            printf '%s\n' 'regexp:{ {/^[245](.*)/ 4$$1} }' 'regexp:{ {/^4(.*)/ 5$$1} }'
            ;;
        *_checks)
            printf '%s\n' 'regexp:{ {/./ REJECT} }' 'regexp:{ {/^(From|Subject):/ IGNORE} }'
            ;;
        *_maps | *_clientcerts)
            printf '%s\n' 'static:hostile@elsewhere.example.test' 'static:DISABLE' 'static:REJECT' \
                'regexp:{ {/./ hostile} }'
            ;;
        *_milters) printf '%s\n' inet:127.0.0.1:1 ;;
        *_relay | relayhost) printf '%s\n' '[127.0.0.1]:1' '[127.0.0.1]:@SINK_PORT@' ;;
        *_transport) printf '%s\n' error:hostile discard:hostile ;;
        notify_classes) echo 'bounce,2bounce,data,delay,policy,protocol,resource,software' ;;
        internal_mail_filter_classes) echo 'bounce,notify' ;;
        *_recipient | *_sender) printf '%s\n' '' team@drafts.example.test b+x@bounces.example.test ;;
        *_domains | *_classes | *_keywords | *_networks | *_hosts | *_clients | mydestination)
            printf '%s\n' '' static:all drafts.example.test team.example.test \
                '8bitmime,size,pipelining,dsn,smtputf8,xforward' 'envelope_sender,header_sender'
            ;;
        *_level) printf '%s\n' none may encrypt 0 9 ;;
        *_characters) printf '%s\n' '\0' '\303\274' ':' ;;
        *_action) printf '%s\n' accept reject tempfail permit ;;
        *_timeout | *_time | *_delay | *_ttl | *_lifetime | *_idle) printf '%s\n' 0 1s 24000d ;;
        *_limit | *_count | *_size | *_depth | *_minimum | *_use | *_minfree)
            printf '%s\n' 0 1 2147483647
            ;;
        *) values_by_default "$default" ;;
    esac
}

values_by_default() {
    case $1 in
        yes) echo no ;;
        no) echo yes ;;
        *[0-9][smhdw]) printf '%s\n' 0 1s 24000d ;;
        [0-9]*) printf '%s\n' 0 1 2147483647 ;;
        '') printf '%s\n' hostile yes '[127.0.0.1]:1' ;;
        *) printf '%s\n' '' hostile ;;
    esac
}
