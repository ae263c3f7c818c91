# What bin/rigel of an installation and ./rigel of a source tree have in common; both source it.
# Settings: JAVA_HOME (default: the java on the PATH).

fail() {
  echo "rigel: $*" >&2
  exit 1
}

# Sets java to the command and home to its directory; fails where Java is missing or too old.
find_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java) || fail "no Java found; install a JDK 17 or newer, or set JAVA_HOME"
  fi
  java=$(readlink -f -- "$java")
  home=$(dirname -- "$(dirname -- "$java")")
  # the release file spares a start of the JVM
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
  [ -n "$version" ] ||
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || fail "Java 17 or newer is needed, but $java is Java ${version:-unknown}"
}

# launch ROOT JARS ARGUMENT...: becomes the command; ROOT has the examples, JARS is the directory of the jars.
launch() {
  root=$1
  jars=$2
  shift 2
  if [ -t 1 ]; then
    size=$(stty size 2>/dev/null </dev/tty)
    set -- "-Drigel.terminal.columns=${size#* }" -jar "$jars/rigel-cli.jar" "$@"
  else
    set -- -jar "$jars/rigel-cli.jar" "$@"
  fi
  exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-Drigel.root=$root" "$@"
}
