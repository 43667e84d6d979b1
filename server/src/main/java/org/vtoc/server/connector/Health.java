package org.vtoc.server.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vtoc.decode.Observation;
import org.vtoc.server.telemetry.IngestReport;

/// How one source is doing: written by its thread, read by whoever asks.
final class Health {
    private static final int RECENT = 20;
    private static final int RAW = 200;
    private static final int RECENT_CHARACTERS = 512;
    private static final int REASONS = 32;
    private static final int RATE_SECONDS = 10;
    private static final Duration TOGETHER = Duration.ofSeconds(1);
    private static final String OTHER = "other";

    /// A message as it came, for people to look at.
    ///
    /// @param verdict `fact`, `ignored: why` or `malformed: why`
    public record Recent(Instant time, String text, String verdict) {}

    /// One moment's view.
    record View(
            State state,
            String detail,
            Optional<String> lastError,
            Optional<Instant> lastHeard,
            Counters counters,
            List<Recent> recent) {}

    private final InstantSource clock;
    private final Duration silentAfter;
    private final Map<String, Long> malformed = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private final long[] perSecond = new long[RATE_SECONDS + 1];

    private State state = State.WAITING;
    private String detail = "";
    private Optional<String> held = Optional.empty();
    private Optional<String> lastError = Optional.empty();
    private Optional<Instant> lastHeard = Optional.empty();
    private Optional<Double> lag = Optional.empty();
    private Instant aged = Instant.EPOCH;
    /// Since when something is expected to come.
    private Instant expected;
    private long second;
    private long bytes;
    private long facts;
    private long ignored;
    private long broken;
    private long stored;
    private long duplicates;
    private long connects;

    /// @param silentAfter without a byte for this long while some are expected, a source is silent
    Health(InstantSource clock, Duration silentAfter) {
        this.clock = clock;
        this.silentAfter = silentAfter;
        this.expected = clock.instant();
    }

    synchronized void state(State now, String why) {
        if (!isExpecting(state) && isExpecting(now)) {
            expected = clock.instant();
        }
        state = now;
        detail = why;
    }

    private static boolean isExpecting(State state) {
        return switch (state) {
            case CONNECTING, ONLINE, SILENT, BACKOFF, FAILED -> true;
            case DISABLED, WAITING, IDLE, OFFLINE -> false;
        };
    }

    private Instant last() {
        return lastHeard.filter(expected::isBefore).orElse(expected);
    }

    /// Whether nothing has come for too long, whatever keeps it away.
    synchronized SilenceWatch.Hearing hearing() {
        Instant last = last();
        boolean silent = isExpecting(state)
                && held.isEmpty()
                && Duration.between(last, clock.instant()).compareTo(silentAfter) >= 0;
        String why = state == State.ONLINE ? detail + ", but nothing comes" : lastError.orElse(detail);
        return new SilenceWatch.Hearing(lastHeard, silent ? Optional.of(last) : Optional.empty(), why);
    }

    synchronized void connected(String what) {
        connects++;
        state(State.ONLINE, what);
    }

    synchronized void failed(State now, String error, String why) {
        lastError = Optional.of(error);
        state(now, why);
    }

    /// Storing is held up, and with it reading.
    synchronized void held(String why) {
        held = Optional.of(why);
    }

    synchronized void bytes(int count) {
        bytes += count;
        lastHeard = Optional.of(clock.instant());
    }

    synchronized void fact(Observation observation) {
        facts++;
        Instant now = clock.instant();
        if (observation.timeMillis() != Observation.NO_TIME) {
            age(now, (now.toEpochMilli() - observation.timeMillis()) / 1000.0);
        }
        tick(now);
    }

    /// A document tells of things that were heard a while ago, too: of what comes within a second the newest counts.
    private void age(Instant now, double seconds) {
        boolean together = lag.isPresent() && Duration.between(aged, now).compareTo(TOGETHER) < 0;
        aged = together ? aged : now;
        lag = Optional.of(together ? Math.min(lag.get(), seconds) : seconds);
    }

    synchronized void ignored() {
        ignored++;
        tick(clock.instant());
    }

    synchronized void malformed(String reason) {
        broken++;
        count(malformed, reason, 1);
        tick(clock.instant());
    }

    /// Storing goes on; what was held up is expected from now on.
    private void released() {
        if (held.isPresent()) {
            held = Optional.empty();
            expected = clock.instant();
        }
    }

    synchronized void stored(IngestReport report) {
        released();
        stored += report.accepted();
        duplicates += report.duplicates();
        report.rejected().forEach(row -> count(rejected, row.detail(), 1));
    }

    synchronized void refused(String reason, int rows) {
        released();
        count(rejected, reason, rows);
    }

    synchronized void recent(String text, String verdict) {
        if (recent.size() == RAW) {
            recent.removeFirst();
        }
        String shown = text.length() > RECENT_CHARACTERS ? text.substring(0, RECENT_CHARACTERS) : text;
        recent.addLast(new Recent(clock.instant(), shown, verdict));
    }

    private List<Recent> last(int most) {
        return recent.stream().skip(Math.max(0, recent.size() - most)).toList();
    }

    /// The last messages as they came, oldest first.
    synchronized List<Recent> raw() {
        return last(RAW);
    }

    synchronized View view() {
        Instant now = clock.instant();
        State shown = state;
        String why = detail;
        if (state == State.ONLINE && held.isPresent()) {
            shown = State.WAITING;
            why = held.get();
        } else if (state == State.ONLINE) {
            Duration silence = Duration.between(last(), now);
            if (silence.compareTo(silentAfter) >= 0) {
                shown = State.SILENT;
                why = "%s; nothing has come for %s".formatted(detail, Words.duration(silence));
            }
        }
        var counters = new Counters(
                bytes,
                facts + ignored + broken,
                facts,
                ignored,
                Map.copyOf(malformed),
                stored,
                duplicates,
                Map.copyOf(rejected),
                connects,
                rate(now),
                lag);
        return new View(shown, why, lastError, lastHeard, counters, last(RECENT));
    }

    /// A peer that makes up reasons must not fill the memory.
    private static void count(Map<String, Long> counts, String reason, long by) {
        String name = counts.size() < REASONS || counts.containsKey(reason) ? reason : OTHER;
        counts.merge(name, by, Long::sum);
    }

    private void tick(Instant now) {
        turn(now.getEpochSecond());
        perSecond[slot(second)]++;
    }

    private double rate(Instant now) {
        turn(now.getEpochSecond());
        long sum = 0;
        for (int i = 1; i <= RATE_SECONDS; i++) {
            sum += perSecond[slot(second - i)];
        }
        return sum / (double) RATE_SECONDS;
    }

    /// Empties the slots of the seconds that passed without a message.
    private void turn(long now) {
        long steps = Math.min(perSecond.length, Math.max(0, now - second));
        for (long i = 0; i < steps; i++) {
            perSecond[slot(now - i)] = 0;
        }
        second = Math.max(second, now);
    }

    private static int slot(long second) {
        return Math.floorMod(second, RATE_SECONDS + 1);
    }
}
