/// Sources: connections, files and documents that are read, decoded and handed to telemetry, each under supervision.
///
/// A source is a [Feed] (how bytes come), a decoder (what they say) and an [Intake] (where facts go), run by a
/// [Runner] on a virtual thread of its own. [Connectors] is the front door.
@NullMarked
package org.vtoc.server.connector;

import org.jspecify.annotations.NullMarked;
