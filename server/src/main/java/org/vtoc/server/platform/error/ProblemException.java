package org.vtoc.server.platform.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal that the caller is told about; the HTTP layer turns it into problem JSON (RFC 9457).
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;

    private ProblemException(ErrorCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        // A refusal is an answer, not a fault: without a stack trace it costs what an answer costs.
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static ProblemException of(ErrorCode code, String detail) {
        return new ProblemException(code, detail, List.of(), null);
    }

    /// A well-formed request whose fields are wrong; every wrong field is named.
    public static ProblemException invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().field() + ": " + errors.getFirst().message()
                : errors.size() + " fields are invalid.";
        return new ProblemException(RequestError.INVALID_REQUEST, detail, errors, null);
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /// The caller may try again, not before this time has passed.
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(code, detail(), errors, wait);
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

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
