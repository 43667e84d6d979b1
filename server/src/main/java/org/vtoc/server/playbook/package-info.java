/// Playbooks: what they are, their runs, approvals, and the tools that their steps call.
@NullMarked
package org.vtoc.server.playbook;

import org.jspecify.annotations.NullMarked;
