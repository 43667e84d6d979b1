package org.vtoc.server.platform.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.config.StartRefused;

/// Finds the address of who calls, behind proxies that we trust and nobody else.
final class ClientAddress {
    private record Network(InetAddress base, int bits) {
        boolean contains(InetAddress candidate) {
            byte[] address = base.getAddress();
            byte[] other = candidate.getAddress();
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((other[bit >> 3] & mask) != (address[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> trusted = new ArrayList<>();

    ClientAddress(List<String> networks) {
        for (String network : networks) {
            trusted.add(parse(network));
        }
    }

    /// The rightmost address of `X-Forwarded-For` that is no trusted proxy, if the peer is one; else the peer.
    InetAddress of(InetAddress peer, Optional<String> forwardedFor) {
        InetAddress client = peer;
        List<String> hops = forwardedFor.map(text -> List.of(text.split(","))).orElse(List.of());
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<InetAddress> hop = literal(hops.get(i).strip());
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static Network parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress address = literal(parts[0])
                .orElseThrow(() -> new StartRefused(
                        "Trusted proxy '%s' is not an address or network such as 10.0.0.0/8.".formatted(text)));
        int most = address.getAddress().length * 8;
        try {
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= most) {
                return new Network(address, bits);
            }
        } catch (NumberFormatException _) {
            // Said below, together with a length out of range.
        }
        throw new StartRefused("Trusted proxy '%s': the prefix length must be 0 to %d.".formatted(text, most));
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
