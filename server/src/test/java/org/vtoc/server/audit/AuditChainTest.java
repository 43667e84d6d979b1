package org.vtoc.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.testing.TestClock;
import org.vtoc.server.testing.TestPostgres;

class AuditChainTest {
    private static final Databases DATABASES = TestPostgres.fresh("ops");
    private static final byte[] KEY = new byte[32];
    private static final long ROWS = 12;

    private final TestClock clock = new TestClock();

    @AfterAll
    static void close() {
        DATABASES.close();
    }

    @Test
    void everyTamperingIsFoundAtItsPosition() {
        Jdbi owner = DATABASES.controlOwner();
        try (Audit audit = open("chain-tamper", DATABASES.control());
                Handle intruder = owner.open()) {
            fill(audit, DATABASES.control(), ROWS);
            audit.anchor();
            assertThat(check(audit).whole()).isTrue();
            intruder.execute("SET synchronous_commit = off");
            intruder.execute("ALTER TABLE audit_row DISABLE TRIGGER USER");
            intruder.execute("CREATE TABLE copy AS SELECT * FROM audit_row");
            long seed = 20261120;
            var random = new Random(seed);
            for (int i = 0; i < 250; i++) {
                for (Tampering tampering : Tampering.values()) {
                    long first = 1 + random.nextLong(ROWS - 1);
                    long second = first + 1 + random.nextLong(ROWS - first);
                    intruder.useTransaction(tx -> tampering.apply(tx, first, second));

                    ChainCheck check = check(audit);

                    assertThat(check.whole())
                            .as("%s %d %d, seed %d", tampering, first, second, seed)
                            .isFalse();
                    assertThat(check.brokenAt())
                            .as("%s %d %d, seed %d", tampering, first, second, seed)
                            .contains(first);
                    intruder.useTransaction(tx -> {
                        tx.execute("DELETE FROM audit_row");
                        tx.execute("INSERT INTO audit_row SELECT * FROM copy");
                    });
                }
            }
            assertThat(check(audit).whole()).isTrue();
        }
    }

    private enum Tampering {
        EDIT {
            @Override
            void apply(Handle tx, long first, long second) {
                String column =
                        List.of("actor_name", "action", "target", "hash").get((int) (second % 4));
                tx.createUpdate("UPDATE audit_row SET %1$s = reverse(%1$s) || 'x' WHERE position = :position"
                                .formatted(column))
                        .bind("position", first)
                        .execute();
            }
        },
        DELETE {
            @Override
            void apply(Handle tx, long first, long second) {
                tx.execute("DELETE FROM audit_row WHERE position = ?", first);
            }
        },
        SWAP {
            @Override
            void apply(Handle tx, long first, long second) {
                tx.execute("UPDATE audit_row SET position = 1000000 WHERE position = ?", first);
                tx.execute("UPDATE audit_row SET position = ? WHERE position = ?", first, second);
                tx.execute("UPDATE audit_row SET position = ? WHERE position = 1000000", second);
            }
        },
        CUT {
            @Override
            void apply(Handle tx, long first, long second) {
                tx.execute("DELETE FROM audit_row WHERE position >= ?", first);
            }
        };

        abstract void apply(Handle tx, long first, long second);
    }

    @Test
    void aChainWrittenAnewWithRightHashesDisagreesWithItsAnchor() {
        Jdbi ops = DATABASES.station("ops").jdbi();
        Jdbi owner = DATABASES.station("ops").owner();
        try (Audit audit = open("chain-anew", ops)) {
            fill(audit, ops, 5);
            audit.anchor();
            owner.useHandle(handle -> {
                handle.execute("ALTER TABLE audit_row DISABLE TRIGGER USER");
                handle.execute("DELETE FROM audit_row");
            });
            clock.advance(Duration.ofSeconds(1));
            fill(audit, ops, 7);

            audit.anchor();

            assertThat(check(audit).brokenAt()).contains(5L);
            assertThat(check(audit).reason()).contains("the chain up to here was written anew");
        }
    }

    @Test
    void theRunningCenterCanOnlyAddAndRead() {
        for (String statement : List.of(
                "UPDATE audit_row SET action = 'x'",
                "DELETE FROM audit_row",
                "TRUNCATE audit_row",
                "ALTER TABLE audit_row DISABLE TRIGGER USER")) {
            assertThatThrownBy(() -> DATABASES.station("ops").jdbi().useHandle(handle -> handle.execute(statement)))
                    .as(statement)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void appendsAtOnceGetPositionsWithoutGaps() throws InterruptedException, ExecutionException {
        try (Databases databases = TestPostgres.fresh("ops");
                Audit audit = open("chain-at-once", databases.control())) {
            var appends = new ArrayList<Future<?>>();
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 40; i++) {
                    appends.add(threads.submit(() -> fill(audit, databases.control(), 1)));
                }
            }
            for (var append : appends) {
                append.get();
            }

            assertThat(check(audit).whole()).isTrue();
            assertThat(check(audit).rows()).isEqualTo(40);
        }
    }

    @Test
    void aRowIsThereExactlyIfItsFactIs() {
        try (Databases databases = TestPostgres.fresh("ops");
                Audit audit = open("chain-fact", databases.control())) {
            fill(audit, databases.control(), 2);

            assertThatThrownBy(() -> databases.control().useTransaction(tx -> {
                        audit.append(tx, AuditEntry.of(Actor.system("test"), "thing.made", "undone"));
                        throw new IllegalStateException("the fact fails");
                    }))
                    .hasMessage("the fact fails");
            fill(audit, databases.control(), 1);

            assertThat(check(audit).whole()).isTrue();
            assertThat(check(audit).rows()).isEqualTo(3);
        }
    }

    @Test
    void anchorsThatSomeoneElseWroteAreTold() throws java.io.IOException {
        try (Databases databases = TestPostgres.fresh("ops")) {
            Path file = TestPostgres.newFolder("chain-forged.json");
            try (Audit audit = Audit.open(() -> Map.of("control", databases.control()), file, KEY, clock)) {
                fill(audit, databases.control(), 3);
            }
            Files.writeString(file, Files.readString(file).replace("\"position\" : 3", "\"position\" : 2"));

            try (Audit audit = Audit.open(() -> Map.of("control", databases.control()), file, KEY, clock)) {
                assertThat(check(audit).reason()).contains("the anchors' file does not bear our signature");
            }
            assertThat(Files.readString(file)).contains("\"position\" : 2");
        }
    }

    private Audit open(String name, Jdbi database) {
        return Audit.open(() -> Map.of("control", database), TestPostgres.newFolder(name + ".json"), KEY, clock);
    }

    private static ChainCheck check(Audit audit) {
        return audit.verify().getFirst();
    }

    private static void fill(Audit audit, Jdbi database, long rows) {
        for (int i = 0; i < rows; i++) {
            database.useTransaction(tx -> audit.append(
                    tx, new AuditEntry(Actor.system("test"), "thing.made", "thing", Map.of("colour", "grün"))));
        }
    }
}
