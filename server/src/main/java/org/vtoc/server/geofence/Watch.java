package org.vtoc.server.geofence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vtoc.server.telemetry.Picture;
import org.vtoc.server.telemetry.Track;

/// Who is inside which fence, and what a change of the picture means for that. Knows no database and no clock: it says
/// what happened, and takes it over once it is stored. Used by one thread.
final class Watch {
    /// The way between two positions counts only where they are as close as this: longer ones are jumps of a bad
    /// receiver or the gap of a silent one.
    private static final double LONGEST_WAY = 100_000;

    private static final long LONGEST_GAP_SECONDS = 300;

    private record Seen(double latitude, double longitude, Instant time) {}

    private final String station;
    private final Supplier<UUID> ids;
    private final Map<UUID, Fence> fences = new HashMap<>();
    private final Map<String, Set<UUID>> inside = new HashMap<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private FenceIndex index = new FenceIndex(List.of());

    Watch(String station, Supplier<UUID> ids) {
        this.station = station;
        this.ids = ids;
    }

    void load(List<Fence> stored, Map<String, Set<UUID>> storedInside) {
        fences.clear();
        stored.forEach(fence -> fences.put(fence.id(), fence));
        index = new FenceIndex(fences.values());
        inside.clear();
        storedInside.forEach((track, where) -> inside.put(track, new HashSet<>(where)));
    }

    void put(Fence fence, Set<String> tracks) {
        fences.put(fence.id(), fence);
        index = new FenceIndex(fences.values());
        forgetInside(fence.id());
        tracks.forEach(
                track -> inside.computeIfAbsent(track, _ -> new HashSet<>()).add(fence.id()));
    }

    void remove(UUID fence) {
        fences.remove(fence);
        index = new FenceIndex(fences.values());
        forgetInside(fence);
    }

    private void forgetInside(UUID fence) {
        inside.values().forEach(where -> where.remove(fence));
        inside.values().removeIf(Set::isEmpty);
    }

    /// Tracks that are inside the fence as it is to be: those that it holds, and those that have not left it clearly.
    Set<String> within(Fence fence, List<Track> tracks) {
        var within = new HashSet<String>();
        if (fence.isEnabled()) {
            for (Track track : tracks) {
                if (track.hasPosition() && fence.watches(track) && (fence.holds(track) || staysIn(fence, track))) {
                    within.add(track.id());
                }
            }
        }
        return within;
    }

    private boolean staysIn(Fence fence, Track track) {
        return inside.getOrDefault(track.id(), Set.of()).contains(fence.id()) && !fence.isLeftBy(track);
    }

    Map<UUID, Fence> fences() {
        return Map.copyOf(fences);
    }

    Map<UUID, Integer> counts() {
        var counts = new HashMap<UUID, Integer>();
        inside.values().forEach(where -> where.forEach(fence -> counts.merge(fence, 1, Integer::sum)));
        return counts;
    }

    /// What the tracks' states of now mean.
    List<Crossing> judge(List<Track> changed, Instant now) {
        var found = new ArrayList<Crossing>();
        if (!fences.isEmpty()) {
            for (Track track : changed) {
                if (track.hasPosition()) {
                    judge(track, now, found);
                }
            }
        }
        return found;
    }

    private void judge(Track track, Instant now, List<Crossing> found) {
        Set<UUID> where = inside.getOrDefault(track.id(), Set.of());
        @Nullable Seen before = seen.get(track.id());
        boolean still =
                before != null && before.latitude() == track.latitude() && before.longitude() == track.longitude();
        for (UUID id : where) {
            Fence fence = fences.get(id);
            if (fence == null) {
                continue;
            }
            if (!fence.watches(track)) {
                found.add(crossing(fence, track, Crossing.Direction.EXIT, Crossing.Cause.CHANGED, now));
            } else if (fence.isLeftBy(track)) {
                found.add(crossing(fence, track, Crossing.Direction.EXIT, Crossing.Cause.MOVED, now));
            }
        }
        for (Fence fence : index.near(track.latitude(), track.longitude())) {
            if (!where.contains(fence.id()) && fence.watches(track) && fence.holds(track)) {
                Crossing.Cause cause = still ? Crossing.Cause.CHANGED : Crossing.Cause.MOVED;
                found.add(crossing(fence, track, Crossing.Direction.ENTER, cause, now));
            }
        }
        if (before != null && !still && isOneWay(before, track)) {
            passed(before, track, where, now, found);
        }
    }

    private static boolean isOneWay(Seen before, Track track) {
        long gap = track.positionTime().getEpochSecond() - before.time().getEpochSecond();
        return gap <= LONGEST_GAP_SECONDS
                && Earth.distance(before.latitude(), before.longitude(), track.latitude(), track.longitude())
                        <= LONGEST_WAY;
    }

    /// Fences between two positions that are both clearly outside of them.
    private void passed(Seen before, Track track, Set<UUID> where, Instant now, List<Crossing> found) {
        double to = before.longitude() + Math.IEEEremainder(track.longitude() - before.longitude(), 360);
        var way = new Bounds(
                Math.min(before.longitude(), to),
                Math.min(before.latitude(), track.latitude()),
                Math.max(before.longitude(), to),
                Math.max(before.latitude(), track.latitude()));
        for (Fence fence : index.touching(way)) {
            if (!where.contains(fence.id())
                    && fence.watches(track)
                    && fence.isLevel(track, 0)
                    && fence.shape().meets(before.latitude(), before.longitude(), track.latitude(), track.longitude())
                    && fence.isClearOf(before.latitude(), before.longitude())
                    && fence.isClearOf(track.latitude(), track.longitude())) {
                found.add(crossing(fence, track, Crossing.Direction.ENTER, Crossing.Cause.PASSED, now));
                found.add(crossing(fence, track, Crossing.Direction.EXIT, Crossing.Cause.PASSED, now));
            }
        }
    }

    /// Exits of tracks that left the picture.
    List<Crossing> lost(List<String> tracks, Instant now) {
        var found = new ArrayList<Crossing>();
        for (String track : tracks) {
            for (UUID id : inside.getOrDefault(track, Set.of())) {
                Fence fence = fences.get(id);
                if (fence != null) {
                    found.add(new Crossing(
                            ids.get(),
                            station,
                            id,
                            fence.definition().name(),
                            track,
                            Optional.empty(),
                            "other",
                            "unknown",
                            Crossing.Direction.EXIT,
                            Crossing.Cause.LOST,
                            now,
                            now,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
                }
            }
        }
        return found;
    }

    /// Tracks that are inside a fence and not among these.
    List<String> missing(List<Track> present) {
        var known = new HashSet<String>();
        present.forEach(track -> known.add(track.id()));
        return inside.keySet().stream().filter(track -> !known.contains(track)).toList();
    }

    private Crossing crossing(
            Fence fence, Track track, Crossing.Direction direction, Crossing.Cause cause, Instant now) {
        return new Crossing(
                ids.get(),
                station,
                fence.id(),
                fence.definition().name(),
                track.id(),
                Optional.of(track.name()).filter(name -> !name.isEmpty()),
                track.kind().wireName(),
                track.affiliation().wireName(),
                direction,
                cause,
                track.positionTime(),
                now,
                Optional.of(track.latitude()),
                Optional.of(track.longitude()),
                Double.isNaN(track.altitude()) ? Optional.empty() : Optional.of(track.altitude()));
    }

    /// Takes over what was stored.
    void accept(List<Crossing> crossings, List<Track> changed, List<Picture.Removed> removed) {
        for (Crossing crossing : crossings) {
            if (crossing.cause() == Crossing.Cause.PASSED) {
                continue;
            }
            if (crossing.direction() == Crossing.Direction.ENTER) {
                inside.computeIfAbsent(crossing.trackId(), _ -> new HashSet<>()).add(crossing.geofenceId());
            } else {
                Set<UUID> where = inside.getOrDefault(crossing.trackId(), new HashSet<>());
                where.remove(crossing.geofenceId());
                if (where.isEmpty()) {
                    inside.remove(crossing.trackId());
                }
            }
        }
        removed.forEach(track -> seen.remove(track.id()));
        for (Track track : changed) {
            if (track.hasPosition()) {
                seen.put(track.id(), new Seen(track.latitude(), track.longitude(), track.positionTime()));
            }
        }
    }
}
