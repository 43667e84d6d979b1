package org.vtoc.bench;

import java.util.function.DoubleSupplier;

/// CPU seconds that a server and its database use between two edges of a measured time.
final class Cost implements Runnable {
    private final DoubleSupplier server;
    private final DoubleSupplier database;
    private final double[] serverAt = new double[2];
    private final double[] databaseAt = new double[2];
    private final double[] loadAt = new double[2];
    private int edge;

    Cost(DoubleSupplier server, DoubleSupplier database) {
        this.server = server;
        this.database = database;
    }

    /// The next edge.
    @Override
    public void run() {
        serverAt[edge] = server.getAsDouble();
        databaseAt[edge] = database.getAsDouble();
        loadAt[edge] = ProcessTree.cpuOf(ProcessHandle.current().pid());
        edge++;
    }

    double server() {
        return serverAt[1] - serverAt[0];
    }

    double database() {
        return databaseAt[1] - databaseAt[0];
    }

    /// What this process used, which makes the load.
    double load() {
        return loadAt[1] - loadAt[0];
    }
}
