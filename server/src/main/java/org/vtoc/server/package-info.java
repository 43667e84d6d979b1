/// The center's start: commands, settings, and [org.vtoc.server.Wiring], which shows the whole house.
@NullMarked
package org.vtoc.server;

import org.jspecify.annotations.NullMarked;
