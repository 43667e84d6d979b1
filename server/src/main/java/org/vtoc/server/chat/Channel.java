package org.vtoc.server.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.vtoc.server.identity.User;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;
import org.vtoc.server.platform.security.Scope;

/// A place to talk, as it is at one moment, without its messages. Who may read and write it is decided here.
///
/// @param station whose it is; empty for a direct one
/// @param slug unique; the short name in addresses and topics
/// @param mainThread the thread of what is said in the channel itself
/// @param members of a private or direct one
record Channel(
        UUID id,
        Kind kind,
        Optional<String> station,
        String slug,
        String name,
        String topic,
        boolean archived,
        UUID mainThread,
        Set<UUID> members,
        String createdBy,
        Instant createdAt) {
    static final Access.InStation READ = (Access.InStation) Access.viewerOrKey(Scope.AGENTKIT);
    static final Access.InStation WRITE = (Access.InStation) Access.operatorOrKey(Scope.AGENTKIT);

    Channel {
        members = Set.copyOf(members);
    }

    /// Kinds of channels.
    enum Kind {
        /// A station's own, named after its call sign.
        STATION,
        /// For all who may read the station.
        OPEN,
        /// For members.
        PRIVATE,
        /// Between two users.
        DIRECT;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Members of private and direct channels are users; an administrator is none by office.
    boolean mayRead(Caller caller) {
        return switch (kind) {
            case STATION, OPEN -> has(caller, READ);
            case PRIVATE -> isMember(caller) && has(caller, READ);
            case DIRECT -> isMember(caller);
        };
    }

    boolean mayWrite(Caller caller) {
        return switch (kind) {
            case STATION, OPEN -> has(caller, WRITE);
            case PRIVATE -> isMember(caller) && has(caller, WRITE);
            // That they write at all, the route has asked for.
            case DIRECT -> isMember(caller);
        };
    }

    /// Whether a user may read it, signed in or not.
    boolean reaches(User user) {
        boolean inStation =
                user.admin() || station.filter(user.stations()::containsKey).isPresent();
        return switch (kind) {
            case STATION, OPEN -> inStation;
            case PRIVATE -> inStation && members.contains(user.id());
            case DIRECT -> members.contains(user.id());
        };
    }

    private boolean has(Caller caller, Access.InStation access) {
        return station.filter(slug -> Policy.allows(caller, access, slug)).isPresent();
    }

    private boolean isMember(Caller caller) {
        return caller instanceof Caller.User user && members.contains(user.id());
    }
}
