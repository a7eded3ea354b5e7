# Sourced by the commands in bin/: finds JDK 25 or newer and exports JAVA_HOME, or says how to get it.

# Read from the file that every JDK has, since starting one takes longer than all else here.
java_major() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
    for home in "${JAVA_HOME:-}" \
        /usr/lib/jvm/*-25-* /usr/lib/jvm/*-25 /usr/lib/jvm/*25* /usr/lib/jvm/* \
        /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
        [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
        major=$(java_major "$home")
        if [ "${major:-0}" -ge 25 ]; then
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
