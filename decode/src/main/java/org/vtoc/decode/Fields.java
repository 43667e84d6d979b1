package org.vtoc.decode;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The format's own values of one fact: an immutable map in the order of filling. One flat array, because a decoder
/// makes one of these for every message and a hash table would cost more than the decoding.
public final class Fields extends AbstractMap<String, Object> {
    public static final Fields NONE = new Fields(new Object[0]);

    /// Keys at even places, their values after them.
    private final Object[] pairs;

    private Fields(Object[] pairs) {
        this.pairs = pairs;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(key)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return pairs.length / 2;
            }

            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return new Entries(pairs);
            }
        };
    }

    private static final class Entries implements Iterator<Map.Entry<String, Object>> {
        private final Object[] pairs;
        private int next;

        Entries(Object[] pairs) {
            this.pairs = pairs;
        }

        @Override
        public boolean hasNext() {
            return next < pairs.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var entry = Map.entry((String) pairs[next], pairs[next + 1]);
            next += 2;
            return entry;
        }
    }

    /// Collects the values of one fact after another; a decoder keeps one and reuses it.
    public static final class Builder {
        private Object[] pairs = new Object[32];
        private int used;

        public Builder clear() {
            Arrays.fill(pairs, 0, used, NOTHING);
            used = 0;
            return this;
        }

        /// The name must not be there yet.
        public Builder put(String name, Object value) {
            if (used == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * used);
            }
            pairs[used] = name;
            pairs[used + 1] = value;
            used += 2;
            return this;
        }

        /// Leaves an empty text out: it means that the message does not carry it.
        public Builder putText(String name, String text) {
            return text.isEmpty() ? this : put(name, text);
        }

        /// Leaves `NaN` out: it means that the message does not carry the number.
        public Builder putNumber(String name, double number) {
            return Double.isNaN(number) ? this : put(name, number);
        }

        public boolean has(String name) {
            for (int i = 0; i < used; i += 2) {
                if (pairs[i].equals(name)) {
                    return true;
                }
            }
            return false;
        }

        public Fields build() {
            return used == 0 ? NONE : new Fields(Arrays.copyOf(pairs, used));
        }

        private static final Object NOTHING = "";
    }
}
