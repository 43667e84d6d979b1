/// HTTP without operations: the route table, reading and writing JSON, problems, limits, sockets, static files.
/// The only package, with the WebSocket endpoints' front, that sees the HTTP library.
@NullMarked
package org.vtoc.server.platform.http;

import org.jspecify.annotations.NullMarked;
