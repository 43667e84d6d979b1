package org.vtoc.server.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.vtoc.server.connector.Outpost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `vtoc feed`: runs the sources of a settings file outside the center and posts to it what they hear, until it is
/// told to stop.
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs connectors here and posts what they hear to a center, until Ctrl-C.",
            "While the center is away, facts wait on disk; the oldest are dropped when the buffer is full."
        })
public final class FeedCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final long BYTES_PER_MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            defaultValue = "${env:VTOC_URL}",
            description = "The center's address, such as https://toc.example.org (VTOC_URL).")
    private URI url = URI.create("");

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:VTOC_API_KEY}",
            description = "A key with the scopes ingest and station:SLUG (VTOC_API_KEY, VTOC_API_KEY_FILE).")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_CONFIG:-config/agents.yml}",
            description = "The settings of the sources (VTOC_CONFIG; ${DEFAULT-VALUE}).")
    private Path config = Path.of("config/agents.yml");

    @Option(
            names = "--station",
            paramLabel = "SLUG",
            description = "The station of sources that name none; else the center's first.")
    private String station = "";

    @Option(
            names = "--buffer",
            paramLabel = "DIR",
            defaultValue = "${env:VTOC_FEED_BUFFER:-data-feed}",
            description = "Where facts wait (VTOC_FEED_BUFFER; ${DEFAULT-VALUE}).")
    private Path buffer = Path.of("data-feed");

    @Option(
            names = "--buffer-mib",
            paramLabel = "N",
            defaultValue = "256",
            description = "How much may wait there, in MiB (${DEFAULT-VALUE}).")
    private int bufferMebibytes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--url must be like https://toc.example.org, not " + url);
        }
        if (bufferMebibytes < 1) {
            throw new ParameterException(spec.commandLine(), "--buffer-mib must be at least 1");
        }
        Outpost.Wanted wanted = Outpost.read(config);
        for (String problem : wanted.problems()) {
            err.println("%s: %s".formatted(config, problem));
        }
        if (wanted.sources().isEmpty()) {
            err.println("vtoc feed: "
                    + (wanted.problems().isEmpty() ? "no source is enabled in " : "nothing runs with ") + config);
            err.flush();
            return FAILED;
        }
        return run(wanted, err);
    }

    private int run(Outpost.Wanted wanted, PrintWriter err) throws InterruptedException {
        try {
            var delivery = new Outpost.Delivery(url, secret(), station, buffer, bufferMebibytes * BYTES_PER_MEBIBYTE);
            var outpost = Outpost.start(wanted.sources(), delivery, InstantSource.system(), new SplittableRandom());
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                outpost.close();
                Outpost.Counts counts = outpost.counts();
                err.println("vtoc feed: %d delivered, %d waiting on disk, %d repeated, %d refused, %d dropped"
                        .formatted(
                                counts.delivered(),
                                counts.waiting(),
                                counts.repeated(),
                                counts.refused(),
                                counts.dropped()));
                err.flush();
                stopped.countDown();
            }));
            err.println("vtoc feed: %d sources of %s to %s, buffer %s"
                    .formatted(wanted.sources().size(), config, url, buffer.toAbsolutePath()));
            err.flush();
            stopped.await();
            return 0;
        } catch (IOException failure) {
            err.println("vtoc feed: " + failure.getMessage());
            err.flush();
            return FAILED;
        }
    }

    private String secret() throws IOException {
        Optional<String> file = Optional.ofNullable(System.getenv("VTOC_API_KEY_FILE"));
        String secret = key.isEmpty() && file.isPresent() ? Files.readString(Path.of(file.get())) : key.orElse("");
        if (secret.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--api-key is missing; it may come from VTOC_API_KEY, too");
        }
        return secret.strip();
    }
}
