package org.vtoc.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `vtoc doctor`: looks at everything a start needs, changes nothing, and says what to do about each problem.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks the installation and says what to do about each problem.")
public final class DoctorCommand implements Callable<Integer> {
    private static final int NEEDED_JAVA = 25;
    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*", Pattern.DOTALL);
    private static final String NODE_ADVICE = """
            Install Node.js 20.19 or newer (or 22.12 or newer); it builds the console.""";

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:VTOC_DATA:-data}",
            description = "the data folder (default: ./data)")
    private Path data = Path.of("data");

    @Option(
            names = "--host",
            paramLabel = "ADDR",
            defaultValue = "${env:VTOC_HOST:-127.0.0.1}",
            description = "address the center binds to (default: 127.0.0.1)")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:VTOC_PORT:-8080}",
            description = "port the center binds to (default: 8080)")
    private int port;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_TLS_CERT:-}",
            description = "certificate chain, PEM")
    private String certificate = "";

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_TLS_KEY:-}",
            description = "private key, PEM")
    private String key = "";

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:VTOC_DATABASE_URL:-}",
            description = "an external PostgreSQL; set VTOC_DATABASE_URL rather, for a command line can be seen by all")
    private String databaseUrl = "";

    @Option(names = "--database-url-file", hidden = true, defaultValue = "${env:VTOC_DATABASE_URL_FILE:-}")
    private String databaseUrlFile = "";

    public DoctorCommand() {
        this(InstantSource.system());
    }

    DoctorCommand(InstantSource clock) {
        this.clock = clock;
    }

    /// @return 0 if a start would succeed as far as can be seen, 1 otherwise
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int problems = check(out, "Java", DoctorCommand::java)
                + check(out, "Node.js", DoctorCommand::node)
                + check(out, "Data folder", () -> Inspection.folder(data))
                + check(out, "Database", this::database)
                + check(out, "Address", this::address)
                + check(out, "TLS", this::tls);
        out.println();
        out.println(problems == 0 ? "Nothing stands in the way of a start." : problems + " to be put right.");
        out.flush();
        return problems == 0 ? 0 : 1;
    }

    private static int check(PrintWriter out, String subject, Supplier<String> look) {
        try {
            out.printf("ok       %-12s %s%n", subject, look.get());
            return 0;
        } catch (StartRefused refused) {
            out.printf(
                    "PROBLEM  %-12s %s%n",
                    subject,
                    String.valueOf(refused.getMessage()).replace("\n", System.lineSeparator() + " ".repeat(22)));
            return 1;
        }
    }

    private static String java() {
        Path home = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() < NEEDED_JAVA || !Files.isExecutable(home.resolve("bin/javac"))) {
            throw new StartRefused("""
                    %s at %s is not a JDK %d.
                    Install one, or point VTOC_JAVA_HOME to it.""".formatted(Runtime.version(), home, NEEDED_JAVA));
        }
        return "%s at %s".formatted(Runtime.version(), home);
    }

    private static String node() {
        boolean built = DoctorCommand.class.getResource("/console/index.html") != null;
        Optional<String> found = nodeVersion();
        if (found.filter(DoctorCommand::isNodeGood).isPresent()) {
            return found.get();
        }
        if (built) {
            return found.orElse("none") + ", not needed: the console is built";
        }
        throw new StartRefused(found.map(version -> "Version " + version + " is too old.")
                        .orElse("There is none.") + "\n" + NODE_ADVICE);
    }

    private static Optional<String> nodeVersion() {
        try {
            Process process = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream output = process.getInputStream()) {
                return Optional.of(new String(output.readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// What Vite asks for: 20.19 or newer of 20, 22.12 or newer of 22, or any later one.
    static boolean isNodeGood(String version) {
        Matcher parts = NODE_VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        return (major == 20 && minor >= 19) || (major == 22 && minor >= 12) || major > 22;
    }

    private String database() {
        if (!databaseUrlFile.isEmpty()) {
            try {
                return Inspection.externalServer(
                        Files.readString(Path.of(databaseUrlFile)).strip());
            } catch (IOException e) {
                throw new StartRefused("""
                        The file of VTOC_DATABASE_URL_FILE can't be read: %s.
                        Correct the path, or its permissions.""".formatted(e.getMessage()), e);
            }
        }
        return databaseUrl.isEmpty() ? Inspection.embeddedServer(data) : Inspection.externalServer(databaseUrl);
    }

    private String address() {
        Optional<String> holder = Inspection.holder(data);
        if (holder.isPresent() && holder.get().contains(":" + port)) {
            return "%s:%d, answered by the center that runs".formatted(host, port);
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return "%s:%d is free".formatted(host, port);
        } catch (IOException e) {
            throw new StartRefused("""
                    %s:%d can't be used: %s.
                    Stop what uses it, or choose another with --port N or --host ADDR.""".formatted(host, port, e.getMessage()), e);
        }
    }

    private String tls() {
        if (certificate.isEmpty() && key.isEmpty()) {
            return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1")
                    ? "off; the address is this machine's own"
                    : "off; put a proxy with TLS in front, or give --tls-cert and --tls-key";
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new StartRefused("Only one of --tls-cert and --tls-key is given.\nGive both.");
        }
        try (InputStream file = Files.newInputStream(Path.of(certificate))) {
            var chain =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            Instant end = chain.getNotAfter().toInstant();
            if (end.isBefore(clock.instant())) {
                throw new StartRefused("The certificate %s ended on %s.\nRenew it.".formatted(certificate, end));
            }
            if (!Files.readString(Path.of(key)).contains("PRIVATE KEY-----")) {
                throw new StartRefused(
                        "%s is not a private key in PEM form.\nGive the right file with --tls-key.".formatted(key));
            }
            return "on, certificate until " + end;
        } catch (IOException | CertificateException e) {
            throw new StartRefused("""
                    The files for TLS can't be read: %s.
                    Correct --tls-cert and --tls-key, or the files' permissions.""".formatted(e), e);
        }
    }
}
