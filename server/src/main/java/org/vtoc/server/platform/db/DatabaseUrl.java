package org.vtoc.server.platform.db;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.vtoc.server.platform.config.StartRefused;

/// Where a PostgreSQL server is and who owns its databases, read from `VTOC_DATABASE_URL`.
///
/// @param hosts `host:port`, several separated by commas
/// @param database the control database
/// @param user owner role
/// @param password of the owner role, empty where the server asks for none
/// @param options further connection options as `name=value&...`, by the driver's names
record DatabaseUrl(String hosts, String database, String user, String password, String options) {
    /// libpq's names for options that the driver calls otherwise.
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "target_session_attrs", "targetServerType");

    private static final int CONNECT_SECONDS = 5;

    /// @throws StartRefused if the text is not such a URL; the message doesn't repeat it, for it holds a password
    static DatabaseUrl parse(String text) {
        String rest = text.strip();
        if (rest.startsWith("jdbc:")) {
            rest = rest.substring("jdbc:".length());
        }
        if (rest.startsWith("postgresql://")) {
            rest = rest.substring("postgresql://".length());
        } else if (rest.startsWith("postgres://")) {
            rest = rest.substring("postgres://".length());
        } else {
            throw malformed("it doesn't begin with postgresql://");
        }
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1) {
            throw malformed("it names no database");
        }
        String authority = place.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String[] login = at < 0 ? new String[] {""} : authority.substring(0, at).split(":", 2);
        String user = decode(login[0]);
        String password = login.length > 1 ? decode(login[1]) : "";
        var options = new ArrayList<String>();
        for (String option : List.of(query.split("&"))) {
            String[] pair = option.split("=", 2);
            String value = pair.length > 1 ? pair[1] : "";
            switch (pair[0]) {
                case "" -> {}
                case "user" -> user = decode(value);
                case "password" -> password = decode(value);
                default -> options.add(driverOption(pair[0], value));
            }
        }
        if (user.isEmpty()) {
            throw malformed("it names no user");
        }
        String hosts = authority.substring(at + 1);
        return new DatabaseUrl(
                hosts.isEmpty() ? "localhost" : hosts,
                decode(place.substring(slash + 1)),
                user,
                password,
                String.join("&", options));
    }

    /// Connections to a database of this server as the owner.
    PGSimpleDataSource owner(String name) {
        return login(name, user, password);
    }

    /// Connections to a database of this server as another role.
    PGSimpleDataSource login(String name, String role, String secret) {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://%s/%s%s"
                .formatted(
                        hosts,
                        URLEncoder.encode(name, StandardCharsets.UTF_8),
                        options.isEmpty() ? "" : "?" + options));
        source.setUser(role);
        source.setPassword(secret);
        source.setApplicationName("vtoc");
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        // Statements of the request path repeat: plan them on the server from the third run on.
        source.setPrepareThreshold(3);
        if (!options.contains("connectTimeout")) {
            source.setConnectTimeout(CONNECT_SECONDS);
        }
        return source;
    }

    private static String driverOption(String name, String value) {
        String driverName = DRIVER_NAMES.getOrDefault(name, name);
        String driverValue = value.equals("read-write") ? "primary" : value;
        return driverName + "=" + driverValue;
    }

    private static String decode(String text) {
        try {
            // A plus sign is itself in this part of a URL.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("a % in it is not followed by two hexadecimal digits (write % as %25)");
        }
    }

    private static StartRefused malformed(String why) {
        return new StartRefused("""
                VTOC_DATABASE_URL can't be read: %s.
                Write it as postgresql://user:password@host:5432/database""".formatted(why));
    }

    @Override
    public String toString() {
        return "postgresql://%s@%s/%s".formatted(user, hosts, database);
    }
}
