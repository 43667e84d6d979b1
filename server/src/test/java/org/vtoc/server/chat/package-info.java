@NullMarked
package org.vtoc.server.chat;

import org.jspecify.annotations.NullMarked;
