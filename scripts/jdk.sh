# Sourced by the commands in bin/: finds JDK 25 or newer and exports JAVA_HOME, or says how to get it.

# Read from the file that every JDK has, and without a process for it: every start waits for this.
java_major() {
    major=0
    [ -r "$1/release" ] || return 0
    while read -r line; do
        if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
            major=${BASH_REMATCH[1]}
            return 0
        fi
    done <"$1/release"
}

find_jdk() {
    for home in "${JAVA_HOME:-}" \
        /usr/lib/jvm/*-25-* /usr/lib/jvm/*-25 /usr/lib/jvm/*25* /usr/lib/jvm/* \
        /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
        [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
        java_major "$home"
        if [ "$major" -ge 25 ]; then
            export JAVA_HOME=$home
            return 0
        fi
    done
    echo "Claviger needs JDK 25: install it (https://adoptium.net, or 'apt-get install temurin-25-jdk') or set JAVA_HOME to one." >&2
    exit 1
}

# Maven's own start-up uses things that JDK 25 warns of.
run_mvn() {
    if ! command -v mvn >/dev/null 2>&1; then
        echo "Claviger is built with Maven: install it ('apt-get install maven')." >&2
        exit 1
    fi
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" mvn -B "$@"
}
