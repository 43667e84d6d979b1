# The benchmarks: sourced by the launcher, whose functions it uses.

BENCH_JAR=$ROOT/bench/target/vtoc-bench.jar

# The center's jar comes with it: the benchmarks compile against it.
build_bench() {
  if ! stale "$BENCH_JAR" "$ROOT/pom.xml" "$ROOT/bench" "$SERVER_JAR"; then return; fi
  say 'Building the benchmarks ...'
  maven -pl bench -am package -DskipTests -Dspotless.check.skip >"$STATE/bench.log" 2>&1 \
    || { tail -n 60 "$STATE/bench.log" >&2; die 'The benchmarks did not build.'; }
}

# Without the console: nothing here looks at it.
bench_build() {
  build_server
  build_bench
}

# Installs a peer's Debian package if this user can; without it the peer is printed as not run.
peer_package() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing $2 ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } \
      >"$STATE/apt.log" 2>&1 || say "Could not install $2; see $STATE/apt.log."
  fi
  command -v "$1" >/dev/null
}

# A root folder of Debian 13, whose packages the FastAPI peer needs. Made once, by root, from the system's own mirror.
python_root() {
  local root=$STATE/peers mirror
  if [ -x "$root/usr/bin/python3" ]; then printf '%s\n' "$root"; return; fi
  [ "$(id -u)" -eq 0 ] || { say 'The FastAPI peer needs a root folder that only root can make.'; return; }
  peer_package debootstrap debootstrap || { say 'The FastAPI peer needs debootstrap.'; return; }
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null \
    | sed -nE 's/^(URIs:|deb) +(\[[^]]*\] +)?(https?:[^ ]+).*/\3/p' | grep '/debian/*$' | head -n 1)
  [ -n "$mirror" ] || { say 'The FastAPI peer needs a Debian mirror in the sources of apt.'; return; }
  say 'Fetching the FastAPI peer (a small Debian 13, once) ...'
  rm -rf "$root.new"
  if timeout 900 debootstrap --variant=minbase --include="$(paste -sd, "$ROOT/bench/peers/python-packages.txt")" \
    trixie "$root.new" "$mirror" >"$STATE/debootstrap.log" 2>&1; then
    mv "$root.new" "$root"
    printf '%s\n' "$root"
  else
    say "Could not make it; see $STATE/debootstrap.log."
    rm -rf "$root.new"
  fi
}

# The command line that would run the center, a word to a line.
center_command() {
  printf '%s\n' "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}"
  if aot_fits; then printf '%s\n' "-XX:AOTCache=$AOT" -Xlog:aot=off -Xlog:cds=off; fi
  printf '%s\n' -jar "$SERVER_JAR"
}

BENCH_USAGE='Usage: ./vtoc bench [NAME] [OPTIONS]

Runs all benchmarks, or one: intake, start, decode, lists, live, jobs. Each prints a table; ./vtoc bench NAME --help shows its
options. docs/developer/benchmarks.md says what each measures and how to read it.'

bench_run() {
  case ${1:-} in -h|--help) printf '%s\n' "$BENCH_USAGE"; return ;; esac
  need_jdk
  locked bench_build
  if ! asks_help "$@"; then
    aot_fits || (train_aot)
    case ${1:-} in
      ''|intake) VTOC_BENCH_PYTHON=$(python_root); export VTOC_BENCH_PYTHON ;;
    esac
    case ${1:-} in
      ''|decode) peer_package gpsdecode gpsd-clients || true; peer_package decode_aprs direwolf || true ;;
    esac
  fi
  VTOC_BENCH_CENTER=$(center_command)
  export VTOC_BENCH_CENTER VTOC_BENCH_ROOT=$ROOT
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
    -cp "$BENCH_JAR:$SERVER_JAR" org.vtoc.bench.Bench "$@"
}
