@NullMarked
package org.vtoc.server.connector.settings;

import org.jspecify.annotations.NullMarked;
