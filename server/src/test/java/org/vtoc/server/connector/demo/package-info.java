@NullMarked
package org.vtoc.server.connector.demo;

import org.jspecify.annotations.NullMarked;
