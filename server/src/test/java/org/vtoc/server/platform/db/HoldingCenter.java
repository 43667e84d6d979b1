package org.vtoc.server.platform.db;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/// A process of its own that holds a data folder with its server, until it is killed.
final class HoldingCenter implements AutoCloseable {
    private final Process process;

    private HoldingCenter(Process process) {
        this.process = process;
    }

    /// Starts it and waits until its server runs.
    static HoldingCenter start(Path folder) throws IOException {
        return start(folder, System.getProperty("java.class.path"));
    }

    private static HoldingCenter start(Path folder, String classPath, String... before) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(before),
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                classPath,
                                HoldingCenter.class.getName(),
                                folder.toString()))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("holding")) {
                return new HoldingCenter(process);
            }
            said.append(line).append('\n');
        }
        throw new IOException("the holding process ended: " + said);
    }

    /// The same as another user, who can't reach the build's files: they are copied beside the data folder.
    static HoldingCenter startAs(RunAs.Account account, Path folder) throws IOException {
        Path library = Files.createDirectory(folder.resolveSibling("library"));
        var classPath = new ArrayList<String>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path target = library.resolve(classPath.size() + "-" + source.getFileName());
                copy(source, target);
                classPath.add(target.toString());
            }
        }
        return start(
                folder,
                String.join(File.pathSeparator, classPath),
                "setpriv",
                "--reuid=" + account.uid(),
                "--regid=" + account.gid(),
                "--clear-groups");
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Files.copy(path, target.resolve(source.relativize(path)));
            }
        }
    }

    long pid() {
        return process.pid();
    }

    /// kill -9, and waits for the end.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static Jdbi owner(EmbeddedPostgres server) {
        String url = server.ownerUrl("postgres");
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:" + url.replaceFirst("//[^@]*@", "//"));
        source.setUser("postgres");
        source.setPassword(List.of(url.split("[:@]")).get(2));
        return Jdbi.create(source);
    }

    public static void main(String[] arguments) throws IOException {
        var folder = DataFolder.open(Path.of(arguments[0]));
        folder.announce("http://127.0.0.1:8080");
        var server = EmbeddedPostgres.start(folder);
        owner(server).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT 'by the killed one' AS text"));
        IO.println("holding");
        // Until the test closes the pipe or kills this process.
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
