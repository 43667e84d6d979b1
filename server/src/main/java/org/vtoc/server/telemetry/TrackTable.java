package org.vtoc.server.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The tracks of one station in memory, in the order of their last change. Any thread may call; the methods hold one
/// lock, briefly.
///
/// A track is what the newest row of each aspect says, so those rows alone are kept and are all that a restart needs.
final class TrackTable {
    private static final int MAX_ASPECTS = 32;
    private static final int MAX_REMOVALS = 20_000;

    private static final class Entry {
        private Track track;
        private final List<EventRow> rows = new ArrayList<>(4);
        private boolean dirty;
        private Entry newer = this;
        private Entry older = this;

        Entry(Track track) {
            this.track = track;
        }
    }

    /// A track that left the picture.
    record Removal(String station, String id, long version) {}

    /// What is newer than a version.
    record Changes(List<Track> changed, List<Removal> removed) {}

    private final String station;
    private final AtomicLong versions;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Judgement> judgements;
    private final ArrayDeque<Removal> removals = new ArrayDeque<>();
    private final int maxTracks;
    /// The ring's fixed point: its `older` is the newest entry, its `newer` the oldest.
    private final Entry ring;

    private long forgottenRemovals;

    /// @param judgements what operators have said so far, by track
    TrackTable(String station, AtomicLong versions, int maxTracks, Map<String, Judgement> judgements) {
        this.judgements = new HashMap<>(judgements);
        this.station = station;
        this.versions = versions;
        this.maxTracks = maxTracks;
        this.ring = new Entry(Track.unknown(station, ""));
    }

    /// Takes rows that are committed.
    synchronized void apply(List<EventRow> rows) {
        for (EventRow row : rows) {
            if (row.trackId != null) {
                apply(row.trackId, row);
            }
        }
    }

    private void apply(String id, EventRow row) {
        Entry entry = entries.computeIfAbsent(id, key -> new Entry(blank(key)));
        if (!keep(entry, row)) {
            return;
        }
        entry.track = entry.track.with(row, versions.incrementAndGet());
        entry.dirty = true;
        unlink(entry);
        link(entry);
        if (entries.size() > maxTracks) {
            remove(ring.newer);
        }
    }

    /// A track of which no more is known than what an operator said.
    synchronized Track blank(String id) {
        Optional<Affiliation> said = judgements.getOrDefault(id, Judgement.NONE).affiliation();
        return said.isEmpty()
                ? Track.unknown(station, id)
                : Track.unknown(station, id).judged(said, 0);
    }

    /// Takes what an operator said and is committed, unless something newer is known.
    synchronized void judge(String id, Judgement judgement) {
        if (judgement.revision() <= judgements.getOrDefault(id, Judgement.NONE).revision()) {
            return;
        }
        judgements.put(id, judgement);
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.track = entry.track.judged(judgement.affiliation(), versions.incrementAndGet());
            unlink(entry);
            link(entry);
        }
    }

    /// Whether an operator ever judged the track, or still may judge one more.
    synchronized boolean hasRoomFor(String id) {
        return judgements.containsKey(id) || judgements.size() < JudgementStore.MOST;
    }

    /// @return whether the row says anything that was not known
    private static boolean keep(Entry entry, EventRow row) {
        int aspect = row.aspect();
        for (int i = 0; i < entry.rows.size(); i++) {
            EventRow kept = entry.rows.get(i);
            if (kept.source == row.source && kept.aspect() == aspect) {
                boolean newer = row.eventTime >= kept.eventTime;
                if (newer) {
                    entry.rows.set(i, row);
                }
                return newer;
            }
        }
        if (entry.rows.size() == MAX_ASPECTS) {
            int oldest = 0;
            for (int i = 1; i < entry.rows.size(); i++) {
                oldest = entry.rows.get(i).eventTime < entry.rows.get(oldest).eventTime ? i : oldest;
            }
            entry.rows.remove(oldest);
        }
        entry.rows.add(row);
        return true;
    }

    private void link(Entry entry) {
        entry.older = ring.older;
        entry.newer = ring;
        ring.older.newer = entry;
        ring.older = entry;
    }

    private static void unlink(Entry entry) {
        entry.older.newer = entry.newer;
        entry.newer.older = entry.older;
    }

    private void remove(Entry entry) {
        unlink(entry);
        entries.remove(entry.track.id);
        removals.add(new Removal(station, entry.track.id, versions.incrementAndGet()));
        if (removals.size() > MAX_REMOVALS) {
            forgottenRemovals = removals.remove().version();
        }
    }

    /// Lets a track go that no longer has facts, or makes it anew from those it still has.
    synchronized void replace(String id, List<EventRow> rows) {
        Entry entry = entries.get(id);
        if (entry != null && rows.isEmpty()) {
            remove(entry);
            return;
        }
        if (entry != null) {
            entry.track = blank(id);
            entry.rows.clear();
        }
        apply(rows);
    }

    /// Drops the tracks whose newest fact is older.
    synchronized void expire(long oldestMicros) {
        var old = new ArrayList<Entry>();
        for (Entry entry : entries.values()) {
            if (entry.track.eventTime < oldestMicros) {
                old.add(entry);
            }
        }
        old.forEach(this::remove);
    }

    synchronized Optional<Track> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.track);
    }

    /// The newest row of each aspect of the track.
    synchronized List<EventRow> rows(String id) {
        @Nullable Entry entry = entries.get(id);
        return entry == null ? List.of() : List.copyOf(entry.rows);
    }

    /// All tracks, the longest unchanged first.
    synchronized List<Track> all() {
        var tracks = new ArrayList<Track>(entries.size());
        for (Entry entry = ring.newer; entry != ring; entry = entry.newer) {
            tracks.add(entry.track);
        }
        return tracks;
    }

    /// Empty where the removals since then are no longer known.
    synchronized Optional<Changes> since(long version) {
        if (version < forgottenRemovals) {
            return Optional.empty();
        }
        var changed = new ArrayList<Track>();
        for (Entry entry = ring.older; entry != ring && entry.track.version > version; entry = entry.older) {
            changed.add(entry.track);
        }
        var removed = new ArrayList<Removal>();
        for (var newest = removals.descendingIterator(); newest.hasNext(); ) {
            Removal removal = newest.next();
            if (removal.version() <= version) {
                break;
            }
            removed.add(removal);
        }
        return Optional.of(new Changes(changed, removed));
    }

    /// The rows of each track that changed since the last call.
    synchronized Map<String, List<EventRow>> takeDirty() {
        var dirty = new HashMap<String, List<EventRow>>();
        for (Entry entry : entries.values()) {
            if (entry.dirty) {
                entry.dirty = false;
                dirty.put(entry.track.id, List.copyOf(entry.rows));
            }
        }
        return dirty;
    }

    synchronized int size() {
        return entries.size();
    }
}
