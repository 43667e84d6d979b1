package org.vtoc.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.platform.http.Route;

/// The record of every change. Thread-safe.
///
/// There is one chain per database: a row is written in the transaction of the fact that it tells of, so there is
/// never one without the other. Each row's hash covers the row before it; the ends of the chains are anchored in a
/// signed file outside the databases.
public final class Audit implements AutoCloseable {
    /// The name of the control database's chain; the others go by their station's slug.
    public static final String CONTROL = "control";

    /// Half of the promise that a cut older than a minute is found.
    private static final long ANCHOR_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Supplier<Map<String, Jdbi>> chains;
    private final Anchors anchors;
    private final InstantSource clock;
    private final AuditStore store = new AuditStore();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("audit-anchor").factory());

    private Audit(Supplier<Map<String, Jdbi>> chains, Anchors anchors, InstantSource clock) {
        this.chains = chains;
        this.anchors = anchors;
        this.clock = clock;
    }

    /// Opens the record and starts to anchor it.
    ///
    /// @param chains the databases by chain name: [#CONTROL] and the stations' slugs
    /// @param anchorFile where the anchors are kept, outside the databases
    /// @param anchorKey 32 secret bytes that sign the anchors
    public static Audit open(
            Supplier<Map<String, Jdbi>> chains, Path anchorFile, byte[] anchorKey, InstantSource clock) {
        var audit = new Audit(chains, Anchors.open(anchorFile, anchorKey), clock);
        var _ = audit.timer.scheduleWithFixedDelay(audit::tryAnchor, ANCHOR_SECONDS, ANCHOR_SECONDS, TimeUnit.SECONDS);
        return audit;
    }

    /// The same for the control database and every station served.
    ///
    /// @param folder where the anchors are kept
    public static Audit open(Databases databases, DataFolder folder, InstantSource clock) {
        return open(
                () -> chains(databases),
                folder.path().resolve("audit-anchors.json"),
                folder.masterKey().derive("audit"),
                clock);
    }

    private static Map<String, Jdbi> chains(Databases databases) {
        var chains = new LinkedHashMap<String, Jdbi>();
        chains.put(CONTROL, databases.control());
        databases.stations().forEach(station -> chains.put(station.slug(), station.jdbi()));
        return chains;
    }

    public List<Route> routes() {
        return new AuditResource(this).routes();
    }

    /// Writes the row of a change, in the change's own transaction. Waits for other appends to the same database
    /// until they have committed, so append last.
    public void append(Handle tx, AuditEntry entry) {
        String details;
        try {
            details = Json.MAPPER.writeValueAsString(entry.details());
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("details of %s can't be written".formatted(entry.action()), failure);
        }
        AuditStore.Head head = store.lockHead(tx);
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long position = head.position() + 1;
        store.insert(tx, position, at, entry, details, Link.hash(head.hash(), position, at, entry, details));
    }

    /// Which rows a list asks for; `chain` empty for all of them.
    record Filter(
            Optional<String> chain,
            Optional<String> actor,
            Optional<String> action,
            Optional<String> target,
            Instant since,
            Instant until,
            Optional<Cursor> after,
            int limit) {}

    /// The last row of the piece before.
    record Cursor(Instant at, String chain, long position) {}

    /// The newest rows over the chains, ordered by time, chain and position.
    List<AuditRow> list(Filter filter) {
        var rows = new ArrayList<AuditRow>();
        chains.get().forEach((chain, database) -> {
            if (filter.chain().filter(asked -> !asked.equals(chain)).isEmpty()) {
                rows.addAll(database.withHandle(handle -> store.list(handle, chain, query(filter, chain))));
            }
        });
        return rows.stream()
                .sorted(Comparator.comparing(AuditRow::at)
                        .thenComparing(AuditRow::chain)
                        .thenComparing(AuditRow::position)
                        .reversed())
                .limit(filter.limit())
                .toList();
    }

    private static AuditStore.Query query(Filter filter, String chain) {
        Instant before = filter.after().map(Cursor::at).orElse(filter.until());
        long position = filter.after()
                .map(last -> {
                    int order = chain.compareTo(last.chain());
                    return order == 0 ? last.position() : order < 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
                })
                .orElse(Long.MIN_VALUE);
        return new AuditStore.Query(
                filter.actor(),
                filter.action(),
                filter.target(),
                filter.since(),
                filter.until(),
                before,
                position,
                filter.limit());
    }

    boolean hasChain(String chain) {
        return chains.get().containsKey(chain);
    }

    /// Reads every chain from its first row on and says whether it is as it was written.
    public List<ChainCheck> verify() {
        var checks = new ArrayList<ChainCheck>();
        chains.get().forEach((chain, database) -> checks.add(verify(chain, database)));
        return checks;
    }

    private ChainCheck verify(String chain, Jdbi database) {
        Optional<Anchors.Anchor> anchor;
        boolean genuine;
        synchronized (anchors) {
            anchor = anchors.of(chain);
            genuine = anchors.genuine();
        }
        var walk = database.inTransaction(tx -> store.walk(tx, chain, rows -> Walk.of(rows, anchor)));
        Optional<String> reason = walk.broken()
                .or(() -> genuine ? Optional.empty() : Optional.of("the anchors' file does not bear our signature"));
        return new ChainCheck(
                chain,
                reason.isEmpty(),
                walk.rows(),
                anchor.map(Anchors.Anchor::position),
                anchor.map(Anchors.Anchor::at),
                walk.broken().map(_ -> walk.rows() + 1),
                reason);
    }

    /// @param rows good rows before the first broken one
    private record Walk(long rows, Optional<String> broken) {
        static Walk of(Iterator<AuditRow> rows, Optional<Anchors.Anchor> anchor) {
            long position = 0;
            String hash = Link.START;
            while (rows.hasNext()) {
                AuditRow row = rows.next();
                if (row.position() != position + 1) {
                    return new Walk(position, Optional.of("the row is missing"));
                }
                String expected = Link.hash(hash, row);
                if (!expected.equals(row.hash())) {
                    return new Walk(position, Optional.of("the row is not the one that was written"));
                }
                if (anchor.filter(at ->
                                at.position() == row.position() && !at.hash().equals(row.hash()))
                        .isPresent()) {
                    return new Walk(position, Optional.of("the chain up to here was written anew"));
                }
                position = row.position();
                hash = row.hash();
            }
            if (anchor.isPresent() && anchor.get().position() > position) {
                return new Walk(position, Optional.of("the rows from here on were cut off"));
            }
            return new Walk(position, Optional.empty());
        }
    }

    /// Anchors the chains' present ends. A chain that no longer agrees with its anchor keeps the old one, so that
    /// [#verify()] goes on to tell.
    public void anchor() {
        synchronized (anchors) {
            if (!anchors.genuine()) {
                LOG.error("the audit anchors' file does not bear our signature; chains are not anchored");
                return;
            }
            var moved = new HashMap<String, Anchors.Anchor>();
            chains.get().forEach((chain, database) -> next(chain, database).ifPresent(end -> moved.put(chain, end)));
            if (!moved.isEmpty()) {
                anchors.save(moved);
            }
        }
    }

    private Optional<Anchors.Anchor> next(String chain, Jdbi database) {
        Optional<Anchors.Anchor> anchor = anchors.of(chain);
        return database.withHandle(handle -> {
            if (anchor.isPresent()
                    && !store.hashAt(handle, anchor.get().position()).equals(anchor.map(Anchors.Anchor::hash))) {
                LOG.error("audit chain {} was cut or changed: it no longer agrees with its anchor", chain);
                return Optional.empty();
            }
            AuditStore.Head head = store.head(handle);
            return head.position() > anchor.map(Anchors.Anchor::position).orElse(0L)
                    ? Optional.of(new Anchors.Anchor(head.position(), head.hash(), clock.instant()))
                    : Optional.empty();
        });
    }

    private void tryAnchor() {
        try {
            anchor();
        } catch (RuntimeException failure) {
            LOG.warn("audit chains could not be anchored; will try again", failure);
        }
    }

    /// Anchors a last time. Close while the databases still run.
    @Override
    public void close() {
        timer.shutdownNow();
        tryAnchor();
    }
}
