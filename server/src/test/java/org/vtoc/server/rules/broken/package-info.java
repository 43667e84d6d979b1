/// Code that breaks every rule, to show that each rule can fail.
@org.jspecify.annotations.NullMarked
package org.vtoc.server.rules.broken;
