# The tests: sourced by the launcher, whose functions it uses.

TEST_USAGE='Usage: ./vtoc test [--long]

Installs what the tests need, then runs all of them: Java, console, browser.
  --long   adds the reliability suite (hundreds of kills, a fuzzer for every parser), which takes long

The last line is: N passed, N failed (, N skipped)'

passed=0 failed=0 skipped=0
failures=()

count() {
  passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + ${3:-0}))
}

# What did not even get to its tests has failed.
broke() { failed=$((failed + 1)); failures+=("$1"); }

# Installs a Debian package if this user can; otherwise says how.
need_package() {
  local program=$1 package=$2
  command -v "$program" >/dev/null && return
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing $package ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"; } \
      >"$STATE/apt.log" 2>&1 || { tail -n 5 "$STATE/apt.log" >&2; }
  fi
  command -v "$program" >/dev/null && return
  say "The tests need $program. Get it with: sudo apt-get install $package"
  return 1
}

# An earlier PostgreSQL, for the test of its upgrade; without it that test is skipped. Debian's package would make and
# start a cluster of its own, which nobody asked for.
need_older_postgres() {
  ls /usr/lib/postgresql/1[3-7]/bin/postgres >/dev/null 2>&1 && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    say 'The test of the PostgreSQL upgrade needs an earlier PostgreSQL. Get one with: sudo apt-get install postgresql'
    return
  fi
  say 'Installing postgresql ...'
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] \
    || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } \
    >"$STATE/apt.log" 2>&1 || tail -n 5 "$STATE/apt.log" >&2
}

# Adds up what Surefire reported: each <testsuite> names its counts.
count_surefire() {
  local sums
  sums=$(find "$ROOT"/*/target/surefire-reports -name 'TEST-*.xml' -exec grep -ho '<testsuite [^>]*>' {} + 2>/dev/null \
    | awk '{
        t = f = e = s = 0
        if (match($0, / tests="[0-9]+"/))    t = substr($0, RSTART + 8, RLENGTH - 9)
        if (match($0, / failures="[0-9]+"/)) f = substr($0, RSTART + 11, RLENGTH - 12)
        if (match($0, / errors="[0-9]+"/))   e = substr($0, RSTART + 9, RLENGTH - 10)
        if (match($0, / skipped="[0-9]+"/))  s = substr($0, RSTART + 10, RLENGTH - 11)
        tests += t; bad += f + e; skip += s
      } END { printf "%d %d %d", tests - bad - skip, bad, skip }')
  # shellcheck disable=SC2086
  count ${sums:-0 0 0}
  find "$ROOT"/*/target/surefire-reports -name 'TEST-*.xml' -exec grep -ho '<skipped message="[^"]*"' {} + 2>/dev/null \
    | sed -E 's/.*message="([^"]*)"/skipped: \1/' | sort -u >&2 || true
}

test_java() {
  say 'Java: formatter, compiler checks, tests ...'
  need_package nats-server nats-server || broke 'Java: no nats-server'
  find "$ROOT"/*/target/surefire-reports -delete 2>/dev/null || true
  local before=$failed
  if ! maven verify -Dmaven.test.failure.ignore=false --fail-at-end "$@" >"$STATE/java-test.log" 2>&1; then
    grep -E '^\[(ERROR|WARNING)\]' "$STATE/java-test.log" | head -n 60 >&2
    count_surefire
    [ "$failed" -gt "$before" ] || broke 'Java: the build'
    return
  fi
  count_surefire
}

test_console() {
  say 'Console: lint, types, unit tests ...'
  console_packages
  (cd "$ROOT/web" && npm run --silent check) >"$STATE/check.log" 2>&1 \
    || { tail -n 40 "$STATE/check.log" >&2; broke 'Console: lint and types'; }
  local report=$STATE/vitest.json
  rm -f "$report"
  (cd "$ROOT/web" && npm test --silent -- --reporter=default --reporter=json --outputFile.json="$report") \
    >"$STATE/vitest.log" 2>&1 || tail -n 40 "$STATE/vitest.log" >&2
  if [ -s "$report" ]; then
    count "$(json_number "$report" numPassedTests)" "$(json_number "$report" numFailedTests)" \
      "$(json_number "$report" numPendingTests)"
  else
    broke 'Console: unit tests'
  fi
}

json_number() { sed -n "s/.*\"$2\":\([0-9]*\).*/\1/p" "$1" | head -n 1; }

# Starts a center in a folder, with further options of `up`; its log is beside it.
start_center() {
  local folder=$1; shift
  mkdir -p "$folder"
  VTOC_ADMIN_PASSWORD=$E2E_PASSWORD "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -jar "$SERVER_JAR" \
    up "$@" --port 0 --data "$folder/data" >"$folder/center.log" 2>&1 &
  centers+=($!)
}

# The address of the center in a folder, once it is up.
address_of() {
  local log=$1/center.log address
  for _ in $(seq 240); do
    address=$(sed -n 's/^vTOC is up: \([^ ]*\).*/\1/p' "$log")
    if [ -n "$address" ]; then printf '%s' "$address"; return; fi
    sleep 0.5
  done
  tail -n 30 "$log" >&2
  return 1
}

# Starts centers of its own, one with the recorded traffic and one with nothing, and drives them with a browser.
test_browser() {
  say 'Browser: a center with recorded traffic, and a new one ...'
  need_package chromium chromium || { broke 'Browser: no chromium'; return; }
  local folder address fresh line centers=() E2E_PASSWORD
  folder=$(mktemp -d)
  E2E_PASSWORD=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
  start_center "$folder/usual" --demo
  start_center "$folder/fresh"
  if ! address=$(address_of "$folder/usual") || ! fresh=$(address_of "$folder/fresh"); then
    broke 'Browser: the center did not start'
  else
    (cd "$ROOT/web" && VTOC_E2E_URL=$address VTOC_E2E_FRESH_URL=$fresh VTOC_E2E_USERNAME=admin \
      VTOC_E2E_PASSWORD=$E2E_PASSWORD npm run --silent e2e) >"$STATE/e2e.log" 2>&1 || tail -n 60 "$STATE/e2e.log" >&2
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$STATE/e2e.log" | tail -n 1 || true)
    if [ -n "$line" ]; then
      # shellcheck disable=SC2086
      count $(printf '%s' "$line" | sed -E 's/^([0-9]+) passed, ([0-9]+) failed.*/\1 \2/')
    else
      broke 'Browser: the tests'
    fi
  fi
  kill "${centers[@]}" 2>/dev/null || true
  wait "${centers[@]}" 2>/dev/null || true
  cp "$folder/usual/center.log" "$STATE/center.log"
  rm -rf "$folder"
}

test_all() {
  local long=()
  while [ $# -gt 0 ]; do
    case $1 in
      --long) long=(-Dvtoc.long=true) ;;
      -h|--help) printf '%s\n' "$TEST_USAGE"; return ;;
      *) say "vtoc test: unknown option $1"; say "$TEST_USAGE"; exit 2 ;;
    esac
    shift
  done
  need_jdk
  need_node
  mkdir -p "$STATE"
  locked build_console
  need_older_postgres
  test_java ${long[@]+"${long[@]}"}
  if [ ${#long[@]} -gt 0 ]; then . "$ROOT/scripts/fuzz.sh"; test_fuzz; fi
  test_console
  if [ -e "$SERVER_JAR" ]; then test_browser; else broke 'Browser: there is no center to start'; fi
  local what
  for what in ${failures[@]+"${failures[@]}"}; do say "failed: $what"; done
  [ "$skipped" -eq 0 ] && printf '%d passed, %d failed\n' "$passed" "$failed" \
    || printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
}
