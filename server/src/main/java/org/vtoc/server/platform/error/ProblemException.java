package org.vtoc.server.platform.error;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal that the caller is told about; the HTTP layer turns it into problem JSON (RFC 9457).
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;
    private final transient Map<String, String> headers;

    private ProblemException(
            ErrorCode code,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            Map<String, String> headers) {
        // A refusal is an answer, not a fault: without a stack trace it costs what an answer costs.
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.headers = Map.copyOf(headers);
    }

    public static ProblemException of(ErrorCode code, String detail) {
        return new ProblemException(code, detail, List.of(), null, Map.of());
    }

    /// A well-formed request whose fields are wrong; every wrong field is named.
    public static ProblemException invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().field() + ": " + errors.getFirst().message()
                : errors.size() + " fields are invalid.";
        return new ProblemException(RequestError.INVALID_REQUEST, detail, errors, null, Map.of());
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /// The caller may try again, not before this time has passed.
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(code, detail(), errors, wait, headers);
    }

    /// The answer has this header.
    public ProblemException header(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new ProblemException(code, detail(), errors, retryAfter, more);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
