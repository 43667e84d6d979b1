/// The settings of sources: one schema, one parser, every wrong setting named at once. No I/O besides the schema
/// that the program carries.
@NullMarked
package org.vtoc.server.connector.settings;

import org.jspecify.annotations.NullMarked;
