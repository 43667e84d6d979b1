package org.vtoc.server.platform.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What an API key may be used for. Beside these, `station:<slug>` says in which stations.
public enum Scope {
    AGENT,
    INGEST,
    METRICS,
    AGENTKIT;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
