package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.platform.security.Caller;

/// Things as they happen: events, crossings. Who falls behind further than what is kept in memory begins again with the
/// newest.
final class NewsSubscription implements Subscription {
    /// Where the news of a topic come from.
    interface Source {
        /// The newest of all, at this moment.
        SocketFrame newest(List<String> stations, long version);

        /// What happened after one version and up to the pulse; empty where some of it is no longer known.
        Optional<List<SocketFrame>> since(List<String> stations, long version, Pulse pulse);

        /// The version of now.
        long version();
    }

    private final Source source;
    private final Optional<String> named;
    private List<String> stations;
    private OptionalLong sent;

    NewsSubscription(Source source, Optional<String> named, List<String> stations, OptionalLong resume) {
        this.source = source;
        this.named = named;
        this.stations = stations;
        this.sent = resume;
    }

    @Override
    public void recheck(Caller.User by, Admission admission) {
        List<String> now = admission.stations(by, named);
        if (!now.equals(stations)) {
            stations = now;
            sent = OptionalLong.empty();
        }
    }

    @Override
    public void advance(Outbox outbox, Pulse pulse) {
        if (sent.isPresent() && sent.getAsLong() >= pulse.version()) {
            return;
        }
        Optional<List<SocketFrame>> news =
                sent.isPresent() ? source.since(stations, sent.getAsLong(), pulse) : Optional.empty();
        if (news.isPresent()) {
            news.get().forEach(outbox::send);
            sent = OptionalLong.of(pulse.version());
        } else {
            long now = source.version();
            outbox.send(source.newest(stations, now));
            sent = OptionalLong.of(now);
        }
    }
}
