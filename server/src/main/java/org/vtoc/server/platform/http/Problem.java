package org.vtoc.server.platform.http;

import java.util.List;
import java.util.Locale;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;

/// Problem JSON (RFC 9457).
///
/// @param type a stable address of the kind of problem in the documentation
/// @param code the stable name of the kind of problem
/// @param instance the path that was asked for
public record Problem(
        String type, String title, int status, String detail, String instance, String code, List<FieldError> errors) {
    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(ProblemException refusal, String instance) {
        return new Problem(
                "/api/docs#" + refusal.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                refusal.code().title(),
                refusal.code().status(),
                refusal.detail(),
                instance,
                refusal.code().name(),
                refusal.errors());
    }
}
