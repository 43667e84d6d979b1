package org.vtoc.server.platform.security;

import java.util.Locale;

/// What an API key may be used for. Beside these, `station:<slug>` says in which stations.
public enum Scope {
    AGENT,
    INGEST,
    METRICS,
    AGENTKIT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
