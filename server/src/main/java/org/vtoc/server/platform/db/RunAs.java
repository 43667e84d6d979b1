package org.vtoc.server.platform.db;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.vtoc.server.platform.config.StartRefused;

/// As whom PostgreSQL's programs run, and with which guards.
///
/// PostgreSQL refuses root, so root hands its programs to an unprivileged account. `--pdeathsig` stops the server
/// (fast shutdown) when the thread that started it is gone, even by kill -9 of the center. A session of its own keeps
/// a terminal's Ctrl-C from reaching the server before the center has drained.
///
/// @param prefix the command to put before a program and its arguments
/// @param account who shall own the cluster's files; empty: whoever runs the center
record RunAs(List<String> prefix, Optional<Account> account) {
    /// @param uid numeric user id
    /// @param gid numeric group id
    record Account(int uid, int gid) {}

    private static final List<String> ACCOUNTS = List.of("vtoc", "postgres", "nobody");
    private static final long PROBE_SECONDS = 10;

    /// Decides for a folder with programs and one for the cluster, which needn't exist yet.
    static RunAs decide(Path programs, Path cluster) throws IOException {
        var prefix = new ArrayList<String>();
        tool("setsid").ifPresent(prefix::add);
        Optional<String> setpriv = tool("setpriv");
        if (!isRoot()) {
            setpriv.ifPresent(path -> prefix.addAll(List.of(path, "--pdeathsig", "INT", "--")));
            return new RunAs(List.copyOf(prefix), Optional.empty());
        }
        if (setpriv.isEmpty()) {
            throw noSetpriv();
        }
        Account account = accountFor(cluster);
        prefix.addAll(List.of(
                setpriv.get(),
                "--reuid=" + account.uid(),
                "--regid=" + account.gid(),
                "--clear-groups",
                "--pdeathsig",
                "INT"));
        Path home = cluster.resolveSibling("").normalize();
        boolean reachable = canPass(home, account) && canPass(programs.toRealPath(), account);
        if (reachable) {
            prefix.add("--inh-caps=-all");
        } else {
            // access(2) looks at capabilities of a user other than root only under no_setuid_fixup.
            prefix.addAll(List.of(
                    "--securebits=+no_setuid_fixup",
                    "--inh-caps=-all,+dac_read_search",
                    "--ambient-caps=+dac_read_search"));
        }
        prefix.add("--");
        var runAs = new RunAs(List.copyOf(prefix), Optional.of(account));
        if (!reachable) {
            runAs.probe(home, account);
        }
        return runAs;
    }

    /// Whether this process is root.
    static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /// Path of a program on the PATH.
    static Optional<String> tool(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return List.of(path.split(File.pathSeparator)).stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /// The account to whom root hands PostgreSQL.
    static Account unprivileged() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/etc/passwd"));
        for (String name : ACCOUNTS) {
            for (String line : lines) {
                String[] fields = line.split(":", -1);
                if (fields.length > 3 && fields[0].equals(name)) {
                    return new Account(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
                }
            }
        }
        throw new StartRefused("""
                Started as root, but PostgreSQL refuses to run as root and none of the users %s exists.
                Add one (useradd --system vtoc), or start vTOC as another user.""".formatted(ACCOUNTS));
    }

    /// Whom root lets run a cluster: whose it is already, else the unprivileged account.
    static Account accountFor(Path cluster) throws IOException {
        return Files.exists(cluster) && owner(cluster).uid() != 0 ? owner(cluster) : unprivileged();
    }

    static StartRefused noSetpriv() {
        return new StartRefused("""
                Started as root, but PostgreSQL refuses to run as root and there is no setpriv to change the user.
                Install util-linux, start vTOC as another user, or set VTOC_DATABASE_URL to a PostgreSQL server.""");
    }

    /// Starts a program of PostgreSQL. Its death signal hangs on the calling thread, which has to outlive it.
    ProcessBuilder command(List<String> program) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(program);
        var builder = new ProcessBuilder(whole).directory(new File("/"));
        // Our own environment holds secrets and, perhaps, PG* settings of somebody else's server.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true);
    }

    /// Gives a file or folder to the account that runs PostgreSQL.
    void own(Path path) throws IOException {
        if (account.isPresent()) {
            Files.setAttribute(path, "unix:uid", account.get().uid());
            Files.setAttribute(path, "unix:gid", account.get().gid());
        }
    }

    private void probe(Path home, Account account) throws IOException {
        Process process = command(List.of("ls", home.toString())).start();
        try {
            if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The start was interrupted.", e);
        }
        throw new StartRefused("""
                PostgreSQL runs as user number %d, who can't reach %s: a folder above it lets no one else pass, and \
                this system doesn't allow to lift that for one process.
                Let others pass (chmod o+x on the folders above), choose another folder with --data DIR (/var/lib/vtoc \
                is a good one), or start vTOC as the folder's owner.""".formatted(account.uid(), home));
    }

    private static Account owner(Path path) throws IOException {
        return new Account((int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:gid"));
    }

    private static boolean canPass(Path folder, Account account) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            Account owner = owner(at);
            var needed = owner.uid() == account.uid()
                    ? PosixFilePermission.OWNER_EXECUTE
                    : owner.gid() == account.gid()
                            ? PosixFilePermission.GROUP_EXECUTE
                            : PosixFilePermission.OTHERS_EXECUTE;
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(at);
            if (!granted.contains(needed)) {
                return false;
            }
        }
        return true;
    }
}
