#!/bin/bash
# Users, and what each may do in Kafka. Safe to run again, and with more agencies. Arguments: short names of agencies
# that have a feed, as the file of QUORATE_KAFKA_FEEDS has them.
#
# KAFKA_ADMIN    where the operator reaches Kafka      (127.0.0.1:9092)
# KAFKA_CONFIG   a file of how the operator signs in   (none: a listener that needs no sign-in)
# KAFKA_BIN      where Kafka's own tools are           (/opt/kafka/bin)
# PARTNERSHIP    the short name of the partnership     (partnership)
# SECRETS        the folder with kafka_<user>_password (/run/secrets)
set -euo pipefail

admin=${KAFKA_ADMIN:-127.0.0.1:9092}
tools=${KAFKA_BIN:-/opt/kafka/bin}
ledger=${PARTNERSHIP:-partnership}
secrets=${SECRETS:-/run/secrets}
signed_in=()
[ -z "${KAFKA_CONFIG:-}" ] || signed_in=(--command-config "$KAFKA_CONFIG")

user() {
    # Read from a file: arguments of a process can be seen by others.
    settings=$(mktemp)
    printf 'SCRAM-SHA-512=iterations=8192,password=%s\n' "$(cat "$secrets/kafka_$1_password")" > "$settings"
    "$tools/kafka-configs.sh" --bootstrap-server "$admin" "${signed_in[@]}" --alter \
        --entity-type users --entity-name "$1" --add-config-file "$settings"
    rm -f "$settings"
}

allow() {
    who=$1
    shift
    "$tools/kafka-acls.sh" --bootstrap-server "$admin" "${signed_in[@]}" --add --allow-principal "User:$who" "$@" > /dev/null
}

topic=quorate.$ledger

# quorate topics: makes the topics and sets them up, and reads nothing of them.
user topics
allow topics --resource-pattern-type prefixed --topic "$topic." \
    --operation Create --operation Describe --operation DescribeConfigs --operation AlterConfigs

# quorate relay: the two topics it writes, and reads to learn how far it is.
user relay
allow relay --topic "$topic.events" --topic "$topic.positions" --operation Read --operation Write --operation Describe
allow relay --transactional-id "quorate-relay-$ledger" --operation Write --operation Describe

# Projectors that follow Kafka: read events, as one group.
user projector
allow projector --topic "$topic.events" --operation Read --operation Describe
allow projector --group "quorate-projectors-$ledger" --operation Read --operation Describe

# quorate feeds: nothing but what each agency below gives it.
user feeds

for agency in "$@"; do
    own=$topic.agency.$agency
    # An agency's own system: reads its feed and its replies, writes its commands, and sees no other topic.
    user "$agency"
    allow "$agency" --topic "$own.events" --topic "$own.replies" --operation Read --operation Describe
    allow "$agency" --topic "$own.commands" --operation Write --operation Describe
    allow "$agency" --resource-pattern-type prefixed --group "$own.events." --operation Read --operation Describe
    # quorate feeds: all four topics of the agency, and what nobody else publishes as.
    allow feeds --topic "$own.events" --topic "$own.replies" --topic "$own.commands" --topic "$own.position" \
        --operation Read --operation Write --operation Describe
    # What an agency posted is deleted once it is answered.
    allow feeds --topic "$own.commands" --operation Delete
    allow feeds --transactional-id "quorate-feed-$ledger-$agency" --transactional-id "quorate-inbox-$ledger-$agency" \
        --operation Write --operation Describe
done
echo "Users and rights are as declared."
