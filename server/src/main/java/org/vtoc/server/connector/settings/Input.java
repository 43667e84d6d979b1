package org.vtoc.server.connector.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Where a source's bytes come from.
public sealed interface Input {
    /// A stream of lines over TCP.
    ///
    /// @param login a line that is sent once after connecting
    /// @param idle a connection without a byte for this long is given up
    record Tcp(String host, int port, Optional<String> login, Duration idle) implements Input {
        /// Without the login, which may hold a passcode.
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /// Lines in datagrams that come to a local address.
    record Udp(String host, int port) implements Input {
        @Override
        public String toString() {
            return "udp://" + host + ":" + port;
        }
    }

    /// A file of lines that may grow, or a JSON document that is written anew.
    record LogFile(Path path) implements Input {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A document that is fetched again and again.
    record Http(URI address, Map<String, String> headers) implements Input {
        public Http {
            headers = Map.copyOf(headers);
        }

        /// Without headers and query, which may hold keys.
        @Override
        public String toString() {
            return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
        }
    }

    /// Nothing to read: a program outside posts.
    record Posted() implements Input {}

    /// What the bytes are.
    ///
    /// @param kind the decoder to use
    /// @param zone the zone of times that name none
    /// @param name what a sensor is called that doesn't name itself
    record Format(Kind kind, ZoneId zone, String name) {
        /// The formats that this version reads.
        public enum Kind {
            /// What a receiver of aircraft sends, told by its beginning.
            ADSB,
            SBS,
            AVR,
            BEAST,
            AIS,
            APRS,
            /// What a receiver of satellite navigation sends, told by its beginning.
            GPS,
            NONE
        }
    }
}
