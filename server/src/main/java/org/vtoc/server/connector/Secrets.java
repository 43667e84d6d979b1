package org.vtoc.server.connector;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which settings are nobody's to see.
final class Secrets {
    static final String MASK = "********";

    private static final Set<String> FIELDS = Set.of("passcode", "api_token");
    private static final Pattern TELLING = Pattern.compile("key|token|secret|pass|auth|sig");
    private static final int RECEIVE_ONLY = -1;

    private Secrets() {}

    /// The settings with every secret value replaced by the mask.
    static Map<String, Object> masked(Map<String, Object> settings) {
        var shown = new LinkedHashMap<String, Object>();
        settings.forEach((name, value) -> shown.put(name, masked(name, value)));
        return shown;
    }

    private static Object masked(String name, Object value) {
        if (FIELDS.contains(name)) {
            return value.equals(RECEIVE_ONLY) ? value : MASK;
        }
        if (value instanceof Map<?, ?> group) {
            var shown = new LinkedHashMap<String, Object>();
            group.forEach((key, inner) -> {
                boolean secret = name.equals("headers")
                        || TELLING.matcher(String.valueOf(key).toLowerCase(Locale.ROOT))
                                .find();
                shown.put(String.valueOf(key), secret ? MASK : inner);
            });
            return shown;
        }
        return name.equals("api_url") ? withoutQuery(String.valueOf(value)) : value;
    }

    /// A query may hold a key; what stands before it tells a person which address it is.
    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query + 1) + MASK;
    }

    /// The settings with every mask replaced by the value before, for one who sends back what was shown.
    static Map<String, Object> restored(Map<String, Object> settings, Map<String, Object> before) {
        var whole = new LinkedHashMap<String, Object>();
        settings.forEach((name, value) -> whole.put(name, restored(value, before.get(name))));
        return whole;
    }

    private static Object restored(Object value, @Nullable Object before) {
        if (before == null) {
            return value;
        }
        if (value instanceof String text && text.endsWith(MASK)) {
            boolean same = text.equals(MASK) || text.equals(withoutQuery(String.valueOf(before)));
            return same ? before : value;
        }
        if (value instanceof Map<?, ?> group && before instanceof Map<?, ?> old) {
            var whole = new LinkedHashMap<String, Object>();
            group.forEach((key, inner) -> whole.put(String.valueOf(key), restored(inner, old.get(key))));
            return whole;
        }
        return value;
    }
}
