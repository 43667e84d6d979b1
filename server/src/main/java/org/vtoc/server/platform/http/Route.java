package org.vtoc.server.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.security.Access;

/// One line of the route table: what authorisation, the API document and the tests read.
///
/// @param path with `{name}` for a variable segment, starting at the server's root
/// @param request the JSON body's type, if it takes one
/// @param response the JSON answer's type, if it gives one
/// @param status the status of a good answer
/// @param bulk whether its bodies may be as large as [Exchange#MAX_BULK]
public record Route(
        String method,
        String path,
        Access access,
        Handler handler,
        String summary,
        List<Parameter> parameters,
        Optional<Class<?>> request,
        Optional<Class<?>> response,
        int status,
        boolean bulk) {
    /// Everything of the API lives below this path.
    public static final String API = "/api/v1";

    /// A query parameter, for the API document.
    public record Parameter(String name, String description) {}

    public static Route get(String path, Access access, Handler handler) {
        return of("GET", API + path, access, handler, 200);
    }

    public static Route post(String path, Access access, Handler handler) {
        return of("POST", API + path, access, handler, 200);
    }

    public static Route put(String path, Access access, Handler handler) {
        return of("PUT", API + path, access, handler, 200);
    }

    public static Route patch(String path, Access access, Handler handler) {
        return of("PATCH", API + path, access, handler, 200);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return of("DELETE", API + path, access, handler, 204);
    }

    /// A route outside the API's path, such as `/healthz`.
    public static Route getAtRoot(String path, Access access, Handler handler) {
        return of("GET", path, access, handler, 200);
    }

    private static Route of(String method, String path, Access access, Handler handler, int status) {
        return new Route(
                method, path, access, handler, "", List.of(), Optional.empty(), Optional.empty(), status, false);
    }

    /// Takes bodies of many rows, which its handler reads token by token.
    public Route takesBulk() {
        return new Route(method, path, access, handler, summary, parameters, request, response, status, true);
    }

    public Route summary(String text) {
        return new Route(method, path, access, handler, text, parameters, request, response, status, bulk);
    }

    public Route query(String name, String description) {
        var all = new ArrayList<>(parameters);
        all.add(new Parameter(name, description));
        return new Route(method, path, access, handler, summary, List.copyOf(all), request, response, status, bulk);
    }

    /// The parameters of [Exchange#page].
    public Route inPages() {
        return query("limit", "items of a page, 1 to 1000, default 50")
                .query("cursor", "the `next` of the page before");
    }

    public Route takes(Class<?> type) {
        return new Route(method, path, access, handler, summary, parameters, Optional.of(type), response, status, bulk);
    }

    public Route answers(int good, Class<?> type) {
        return new Route(method, path, access, handler, summary, parameters, request, Optional.of(type), good, bulk);
    }

    public Route answers(int good) {
        return new Route(method, path, access, handler, summary, parameters, request, response, good, bulk);
    }
}
