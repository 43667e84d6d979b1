package org.vtoc.decode.ais;

import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;

/// Messages of several sentences that are not complete yet. Sentences belong together by talker, channel, sequential
/// number, count and tag-block group, and arrive in order: a later one whose first is missing is never kept, because
/// the numbers repeat soon and it would be joined with a stranger.
final class Assembly {
    static final String MISSING = "part missing";

    /// How many lines a message may stay incomplete. Sequential numbers come round after ten messages of a station.
    static final int MAX_LINES = 250;

    static final int MAX_PENDING = 64;

    /// One message on its way.
    static final class Message {
        final Payload payload = new Payload();
        long key;
        long firstLine;
        long timeMillis = Observation.NO_TIME;
        int parts;
        boolean pending;
    }

    private final Message[] slots = new Message[MAX_PENDING];
    private int used;

    /// Begins a message with its first sentence, in place of an older one of the same key.
    Message begin(long key, long line, Sink sink) {
        Message slot = freeSlot(key, line, sink);
        slot.payload.clear();
        slot.key = key;
        slot.firstLine = line;
        slot.timeMillis = Observation.NO_TIME;
        slot.parts = 1;
        slot.pending = true;
        used++;
        return slot;
    }

    /// @return the slot that waits for this part, or an idle one (not pending) if none does
    Message waitingFor(long key, int part, long line, Sink sink) {
        dropOld(line, sink);
        for (int i = 0; i < MAX_PENDING; i++) {
            Message slot = slot(i);
            if (slot.pending && slot.key == key) {
                if (slot.parts == part - 1) {
                    slot.parts = part;
                    return slot;
                }
                lose(slot, sink);
                return IDLE;
            }
        }
        return IDLE;
    }

    private static final Message IDLE = new Message();

    void done(Message slot) {
        slot.pending = false;
        used--;
    }

    /// The message can never be complete.
    void lose(Message slot, Sink sink) {
        done(slot);
        sink.malformed(slot.firstLine, MISSING);
    }

    void end(Sink sink) {
        dropOld(Long.MAX_VALUE, sink);
    }

    private void dropOld(long line, Sink sink) {
        while (used > 0) {
            Message oldest = oldest();
            if (line - oldest.firstLine <= MAX_LINES) {
                return;
            }
            lose(oldest, sink);
        }
    }

    private Message freeSlot(long key, long line, Sink sink) {
        dropOld(line, sink);
        for (int i = 0; i < MAX_PENDING; i++) {
            if (slot(i).pending && slot(i).key == key) {
                lose(slot(i), sink);
                return slot(i);
            }
        }
        if (used == MAX_PENDING) {
            lose(oldest(), sink);
        }
        int i = 0;
        while (slot(i).pending) {
            i++;
        }
        return slot(i);
    }

    /// Called only while something is pending.
    private Message oldest() {
        Message oldest = IDLE;
        for (int i = 0; i < MAX_PENDING; i++) {
            Message slot = slot(i);
            if (slot.pending && (!oldest.pending || slot.firstLine < oldest.firstLine)) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private Message slot(int i) {
        if (slots[i] == null) {
            slots[i] = new Message();
        }
        return slots[i];
    }
}
