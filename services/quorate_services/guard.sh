# Stops a server whose manager is gone. Arguments: the server's process, a word of its command line, and then signals,
# each with the seconds that the server has afterwards.
server=$1 word=$2
shift 2

# The number may be somebody else's by now.
runs() {
    if [ -d /proc/self ]; then
        tr '\0' '\n' < "/proc/$server/cmdline" | grep -Fqx -e "$word"
    else
        ps -ww -p "$server" -o args= | grep -Fq -e "$word"
    fi
}

# Nothing is ever written here. It ends when no process holds the other end any longer: the manager alone has it.
read -r _
while [ "$#" -gt 1 ] && runs; do
    kill -s "$1" "$server"
    left=$2
    while [ "$left" -gt 0 ] && runs; do
        sleep 1
        left=$((left - 1))
    done
    shift 2
done
