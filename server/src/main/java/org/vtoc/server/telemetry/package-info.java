/// Facts from sensors: how they enter, how they are kept, and the current picture made of them.
///
/// Owns sources, events, tracks and trails of each station. Does not know where facts come from: connectors and the
/// HTTP door hand them in alike.
@NullMarked
package org.vtoc.server.telemetry;

import org.jspecify.annotations.NullMarked;
