/// Recordings of real feeds, played in a loop by little servers on the loopback that speak the feeds' own protocols,
/// so that the demo goes through the same connectors as the real thing.
@NullMarked
package org.vtoc.server.connector.demo;

import org.jspecify.annotations.NullMarked;
