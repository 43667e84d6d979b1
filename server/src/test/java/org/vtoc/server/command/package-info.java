@NullMarked
package org.vtoc.server.command;

import org.jspecify.annotations.NullMarked;
