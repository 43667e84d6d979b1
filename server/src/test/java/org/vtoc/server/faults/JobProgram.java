package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.jobs.JobHandler;
import org.vtoc.server.platform.jobs.JobKind;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.JobsConfig;
import org.vtoc.server.platform.jobs.NewJob;
import org.vtoc.server.platform.jobs.Outcome;
import org.vtoc.server.testing.Eventually;

/// A process that works the queue off, to be killed. Its clock is ten minutes slow or fast. What its handler does is a
/// row in the table `effect`, which takes doubles, so that they would be seen.
final class JobProgram implements AutoCloseable {
    record Step(String line, int number) {}

    static final JobKind<Step> STEP = JobKind.of("test.step", Step.class).attempts(100);
    static final JobsConfig CONFIG =
            JobsConfig.defaults().lease(Duration.ofSeconds(2)).sweep(Duration.ofMillis(100));

    private final Process process;

    private JobProgram(Process process) {
        this.process = process;
    }

    static void makeEffects(Jdbi owner) {
        owner.useHandle(handle -> handle.execute("""
                CREATE TABLE effect (seq bigint GENERATED ALWAYS AS IDENTITY, job uuid, line text, number integer)"""));
    }

    /// One step of each line, in one transaction, as often as it takes: nobody knows whether a commit that was cut off
    /// came through, and the second time changes nothing.
    static void enqueue(Jobs jobs, Jdbi control, int lines, int number) {
        List<NewJob<Step>> steps = IntStream.range(0, lines)
                .mapToObj(line -> new Step("line-" + line, number))
                .map(step -> NewJob.of(STEP, step).inOrderOf(step.line()).once(step.line() + "-" + number))
                .toList();
        Eventually.holds("the steps are enqueued", () -> {
            try {
                return control.inTransaction(tx -> jobs.enqueue(tx, steps)).size() == lines;
            } catch (RuntimeException away) {
                if (DatabaseOutage.is(away)) {
                    return false;
                }
                throw away;
            }
        });
    }

    static void everyEffectIsThereOnceAndInOrder(Jdbi control, int lines, int numbers) {
        for (int i = 0; i < lines; i++) {
            String line = "line-" + i;
            List<Integer> done = control.withHandle(
                    handle -> handle.createQuery("SELECT number FROM effect WHERE line = :line ORDER BY seq")
                            .bind("line", line)
                            .mapTo(Integer.class)
                            .list());
            assertThat(done)
                    .containsExactlyElementsOf(
                            IntStream.range(0, numbers).boxed().toList());
        }
    }

    /// Spreads its time over before, inside and after the transaction that has the effect.
    static JobHandler<Step> handler(Jdbi control) {
        var random = new Random();
        return run -> {
            pause(random);
            control.useTransaction(tx -> {
                tx.createUpdate("INSERT INTO effect (job, line, number) VALUES (:job, :line, :number)")
                        .bind("job", run.id())
                        .bind("line", run.payload().line())
                        .bind("number", run.payload().number())
                        .execute();
                pause(random);
                run.finish(tx);
            });
            pause(random);
            return Outcome.finished();
        };
    }

    private static void pause(Random random) {
        LockSupport.parkNanos(random.nextInt(8_000_000));
    }

    static JobProgram start(String databaseUrl, Duration clockError) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            JobProgram.class.getName(),
                            databaseUrl,
                            clockError.toString())
                    .redirectErrorStream(true)
                    .start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.equals("up")) {
                    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                    return new JobProgram(process);
                }
            }
            throw new AssertionError("it did not start: " + said);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// kill -9.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static Jdbi connect(String databaseUrl) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:" + databaseUrl.replaceFirst("//[^@]*@", "//"));
        String[] login = databaseUrl.replaceFirst(".*//([^@]*)@.*", "$1").split(":", 2);
        config.setUsername(login[0]);
        config.setPassword(login[1]);
        return Jdbi.create(new HikariDataSource(config));
    }

    public static void main(String[] arguments) throws InterruptedException {
        Jdbi control = connect(arguments[0]);
        Duration error = Duration.parse(arguments[1]);
        InstantSource clock = () -> InstantSource.system().instant().plus(error);
        var jobs = Jobs.create(CONFIG, control, new LocalBus(), clock, new Random());
        jobs.handle(STEP, handler(control));
        try (var _ = jobs.start()) {
            System.out.println("up");
            new CountDownLatch(1).await();
        }
    }
}
