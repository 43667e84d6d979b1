# The coverage-guided fuzzer: sourced by the tests, whose functions it uses. Its inputs are kept in decode/src/test/corpus,
# and every ordinary test run goes through them. It runs as a program: its part for JUnit wants JUnit 5.

FUZZ_SECONDS=${VTOC_FUZZ_SECONDS:-60}

# Runs the fuzzer on every parser; what it finds that is new and good is added to the corpora.
test_fuzz() {
  say "Fuzzer: $FUZZ_SECONDS s for each parser ..."
  local jars=$STATE/jazzer classes=$ROOT/decode/target/classes:$ROOT/decode/target/test-classes parser folder corpora
  corpora=$ROOT/decode/src/test/corpus
  if ! maven -q dependency:copy -Dartifact=com.code-intelligence:jazzer:0.30.0 -DoutputDirectory="$jars" \
      >"$STATE/fuzz.log" 2>&1 \
    || ! maven -q dependency:copy -Dartifact=com.code-intelligence:jazzer-api:0.30.0 -DoutputDirectory="$jars" \
      >>"$STATE/fuzz.log" 2>&1; then
    tail -n 5 "$STATE/fuzz.log" >&2
    broke 'Fuzzer: it could not be fetched'
    return
  fi
  for parser in "$corpora"/*.b64; do
    parser=$(basename "$parser" .b64)
    folder=$(mktemp -d)
    "$JAVA_HOME/bin/java" -cp "$classes" org.vtoc.decode.Fuzz unpack "$corpora" "$parser" "$folder/old"
    mkdir -p "$folder/all" "$folder/least"
    if (cd "$folder" && "$JAVA_HOME/bin/java" -Xmx512m -Dvtoc.fuzz="$parser" -cp "$jars/*:$classes" \
        com.code_intelligence.jazzer.Jazzer --target_class=org.vtoc.decode.Fuzz \
        --instrumentation_includes='org.vtoc.decode.**' --reproducer_path="$folder" \
        -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=0 -max_len=400 all old) \
        >"$STATE/fuzz-$parser.log" 2>&1; then
      (cd "$folder" && "$JAVA_HOME/bin/java" -Xmx512m -Dvtoc.fuzz="$parser" -cp "$jars/*:$classes" \
        com.code_intelligence.jazzer.Jazzer --target_class=org.vtoc.decode.Fuzz \
        --instrumentation_includes='org.vtoc.decode.**' -merge=1 least old all) >>"$STATE/fuzz-$parser.log" 2>&1 \
        && "$JAVA_HOME/bin/java" -cp "$classes" org.vtoc.decode.Fuzz pack "$corpora" "$parser" "$folder/least"
      count 1 0
    else
      grep -aE '^(== |Caused|\tat org.vtoc)' "$STATE/fuzz-$parser.log" | head -n 12 >&2
      broke "Fuzzer: $parser, see $STATE/fuzz-$parser.log"
    fi
    rm -rf "$folder"
  done
}
