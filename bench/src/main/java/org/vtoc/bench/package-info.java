/// The benchmarks: the center, run as a user runs it, beside what it has to beat. Each benchmark is a command that
/// prints tables; docs/developer/benchmarks.md says what they mean.
@NullMarked
package org.vtoc.bench;

import org.jspecify.annotations.NullMarked;
