package org.vtoc.server;

import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// What the console must know before anybody has signed in.
///
/// @param demo whether recorded traffic is shown, which must not be taken for real
record About(String name, String version, boolean demo) {
    static final String VERSION = Optional.ofNullable(About.class.getPackage().getImplementationVersion())
            .orElse("development");

    static List<Route> routes(boolean demo) {
        var about = new About("vTOC", VERSION, demo);
        return List.of(Route.get("/about", Access.open("the sign-in page shows it"), _ -> Answer.ok(about))
                .summary("What this center is")
                .answers(200, About.class));
    }
}
