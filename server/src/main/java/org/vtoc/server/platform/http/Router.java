package org.vtoc.server.platform.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the route of a path. A fixed segment wins over a variable one.
final class Router {
    /// @param variables the variable segments by name
    record Match(Route route, Map<String, String> variables) {}

    private static final class Node {
        private final Map<String, Node> fixed = new HashMap<>();
        private final Map<String, Route> routes = new HashMap<>();
        private Optional<Node> variable = Optional.empty();
    }

    private final Node root = new Node();

    Router(List<Route> routes) {
        for (Route route : routes) {
            Node node = root;
            for (String segment : segments(route.path())) {
                if (segment.startsWith("{")) {
                    Node next = node.variable.orElseGet(Node::new);
                    node.variable = Optional.of(next);
                    node = next;
                } else {
                    node = node.fixed.computeIfAbsent(segment, _ -> new Node());
                }
            }
            if (node.routes.put(route.method(), route) != null) {
                throw new IllegalStateException("two routes for %s %s".formatted(route.method(), route.path()));
            }
        }
    }

    /// @param path decoded segments
    Optional<Match> find(String method, List<String> path) {
        return walk(root, path, 0)
                .map(node -> node.routes.get(method))
                .map(route -> new Match(route, variables(route, path)));
    }

    /// The methods that a path has; empty for an unknown path.
    Set<String> methods(List<String> path) {
        return walk(root, path, 0)
                .map(node -> (Set<String>) new TreeSet<>(node.routes.keySet()))
                .orElse(Set.of());
    }

    static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (String segment : path.split("/", -1)) {
            segments.add(segment);
        }
        segments.removeFirst();
        return segments;
    }

    private static Optional<Node> walk(Node node, List<String> path, int at) {
        if (at == path.size()) {
            return node.routes.isEmpty() ? Optional.empty() : Optional.of(node);
        }
        Node next = node.fixed.get(path.get(at));
        Optional<Node> found = next == null ? Optional.empty() : walk(next, path, at + 1);
        if (found.isPresent() || path.get(at).isEmpty()) {
            return found;
        }
        return node.variable.flatMap(variable -> walk(variable, path, at + 1));
    }

    private static Map<String, String> variables(Route route, List<String> path) {
        var variables = new HashMap<String, String>();
        List<String> names = segments(route.path());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.startsWith("{")) {
                variables.put(name.substring(1, name.length() - 1), path.get(i));
            }
        }
        return variables;
    }
}
