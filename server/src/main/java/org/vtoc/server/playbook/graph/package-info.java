/// What a playbook is: steps, how one leads to another, and what can be wrong with that. Nothing here runs.
@NullMarked
package org.vtoc.server.playbook.graph;

import org.jspecify.annotations.NullMarked;
