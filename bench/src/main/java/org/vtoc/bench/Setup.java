package org.vtoc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the launcher tells: how it would start the center, and where things are.
///
/// @param center the command line that runs the center's program, up to its own arguments
/// @param state the folder for what may be kept between runs; scratch folders are made and removed below it
/// @param peers the peers' programs
/// @param python a root folder with the Python packages of the FastAPI peer; empty where it can't be had
/// @param captures folder of the recorded messages
record Setup(List<String> center, Path state, Path peers, Optional<Path> python, Path captures) {
    static Setup ofEnvironment() {
        Path root = Path.of(variable("VTOC_BENCH_ROOT")).toAbsolutePath();
        return new Setup(
                List.of(variable("VTOC_BENCH_CENTER").split("\n", -1)),
                root.resolve(".vtoc"),
                root.resolve("bench/peers"),
                Optional.ofNullable(System.getenv("VTOC_BENCH_PYTHON"))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                root.resolve("decode/src/test/resources/captures"));
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new BenchFailure("%s is not set; start with ./vtoc bench.".formatted(name)));
    }

    /// A folder that is gone when it is closed.
    record Scratch(Path path) implements AutoCloseable {
        @Override
        public void close() {
            try (var paths = Files.walk(path)) {
                for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException failure) {
                throw new BenchFailure("%s could not be removed: %s".formatted(path, failure), failure);
            }
        }
    }

    /// Below the state folder and not in the system's temporary folder, which may be memory: a commit has to reach a
    /// disk here.
    Scratch scratch() {
        try {
            return new Scratch(Files.createTempDirectory(state, "bench-"));
        } catch (IOException failure) {
            throw new BenchFailure("no scratch folder in %s: %s".formatted(state, failure), failure);
        }
    }
}
