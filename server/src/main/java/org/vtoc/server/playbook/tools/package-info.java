/// What steps of playbooks can do with the rest of the center.
@NullMarked
package org.vtoc.server.playbook.tools;

import org.jspecify.annotations.NullMarked;
