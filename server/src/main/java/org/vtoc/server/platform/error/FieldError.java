package org.vtoc.server.platform.error;

/// What is wrong with one field of a request.
///
/// @param field the field's path in the request, `stations.ops`
/// @param message what is wrong and what would be right
public record FieldError(String field, String message) {}
