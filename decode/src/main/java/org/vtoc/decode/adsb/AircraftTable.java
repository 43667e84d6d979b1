package org.vtoc.decode.adsb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The senders of a stream by address: a table of fixed size with open addressing, because every frame looks here. When
/// it is three eighths full, those that were heard last stay.
final class AircraftTable {
    /// Marks a key whose address is not from ICAO's register.
    static final int OTHER = 1 << 24;

    private static final int SLOTS = 1 << 15;
    private static final int MOST = SLOTS / 8 * 3;
    private static final int KEPT = MOST / 2;

    private @Nullable Aircraft[] slots = new @Nullable Aircraft[256];
    private int used;

    /// @return the sender, or null if it was not heard before
    @Nullable
    Aircraft find(int key) {
        int mask = slots.length - 1;
        for (int slot = slot(key, mask); ; slot = (slot + 1) & mask) {
            Aircraft at = slots[slot];
            if (at == null || at.key() == key) {
                return at;
            }
        }
    }

    Aircraft findOrAdd(int key) {
        Aircraft known = find(key);
        if (known != null) {
            return known;
        }
        if (used >= slots.length / 8 * 3) {
            makeRoom();
        }
        var added = new Aircraft(key);
        insert(added);
        return added;
    }

    private void insert(Aircraft aircraft) {
        int mask = slots.length - 1;
        int slot = slot(aircraft.key(), mask);
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = aircraft;
        used++;
    }

    private void makeRoom() {
        @Nullable Aircraft[] old = slots;
        long since = used < MOST ? Long.MIN_VALUE : newest();
        slots = new @Nullable Aircraft[Math.min(SLOTS, 4 * old.length)];
        used = 0;
        for (Aircraft aircraft : old) {
            if (aircraft != null && aircraft.heard() >= since && used < MOST - 1) {
                insert(aircraft);
            }
        }
    }

    /// Since when only as many as are to stay were heard.
    private long newest() {
        long[] heard = new long[used];
        int count = 0;
        for (Aircraft aircraft : slots) {
            if (aircraft != null) {
                heard[count++] = aircraft.heard();
            }
        }
        Arrays.sort(heard);
        return heard[used - KEPT];
    }

    private static int slot(int key, int mask) {
        return ((key * 0x9e3779b1) >>> 8) & mask;
    }
}
