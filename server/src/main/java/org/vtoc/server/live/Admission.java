package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Authenticator;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;

/// Who may watch what.
final class Admission {
    private static final Access.InStation VIEW =
            new Access.InStation(org.vtoc.server.platform.security.Role.VIEWER, Optional.empty());

    private final Authenticator authenticator;
    private final Live.Recheck recheck;
    private final Stations stations;

    Admission(Authenticator authenticator, Live.Recheck recheck, Stations stations) {
        this.authenticator = authenticator;
        this.recheck = recheck;
        this.stations = stations;
    }

    /// @throws ProblemException the token is not good, or is no user's
    Caller.User enter(String token) {
        if (authenticator.authenticate(token) instanceof Caller.User user) {
            return user;
        }
        throw ProblemException.of(RequestError.NOT_ALLOWED, "Only signed-in users may watch.");
    }

    /// What the user may do by now; empty who is no user any more.
    Optional<Caller.User> recheck(Caller.User user) {
        return recheck.recheck(user).filter(Caller.User.class::isInstance).map(Caller.User.class::cast);
    }

    /// The stations that a subscription covers for the user: the one named, or all that the user may see.
    ///
    /// @throws ProblemException the user can't know of the station named
    List<String> stations(Caller.User user, Optional<String> named) {
        if (named.isEmpty()) {
            return Policy.reachable(user, VIEW, stations.served());
        }
        String station = stations.find(named.get()).orElseThrow(() -> Policy.noSuchStation(named.get()));
        Policy.requireIn(user, VIEW, station);
        return List.of(station);
    }
}
