package org.vtoc.server.platform.db;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// Settings of the embedded server. They are given on the command line, so that every start has the current ones.
final class ServerSettings {
    private static final long MEBI = 1L << 20;
    private static final long MIN_BUFFERS_MEBI = 32;
    private static final long MAX_BUFFERS_MEBI = 256;
    private static final int PART_OF_MEMORY = 16;

    private ServerSettings() {}

    static List<String> of(int maxConnections) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return of(maxConnections, system.getTotalMemorySize());
    }

    /// A 2 GB board gets 128 MiB of shared buffers: the page cache does the rest, and idle memory stays small.
    static List<String> of(int maxConnections, long memoryBytes) {
        long buffers = Math.clamp(memoryBytes / PART_OF_MEMORY / MEBI, MIN_BUFFERS_MEBI, MAX_BUFFERS_MEBI);
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=" + maxConnections,
                // Durable means on disk: a commit answered is a commit kept.
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "shared_buffers=%dMB".formatted(buffers),
                "work_mem=8MB",
                "maintenance_work_mem=64MB",
                "effective_cache_size=%dMB".formatted(buffers * 4),
                "temp_file_limit=2GB",
                "wal_compression=on",
                "max_wal_size=1GB",
                "checkpoint_timeout=15min",
                "random_page_cost=1.1",
                "jit=off",
                "io_workers=2",
                "max_worker_processes=4",
                "max_parallel_workers=2",
                "max_logical_replication_workers=0",
                "autovacuum_max_workers=2",
                "password_encryption=scram-sha-256",
                "timezone=UTC",
                "log_timezone=UTC",
                "lc_messages=C",
                "logging_collector=off",
                "log_line_prefix=%m [%p] %q%u@%d ",
                "log_checkpoints=off",
                "log_lock_waits=on",
                "log_min_duration_statement=5s",
                // Values may be secrets, and a refused row may hold them.
                "log_error_verbosity=terse",
                "log_parameter_max_length=0",
                "log_parameter_max_length_on_error=0");
    }
}
