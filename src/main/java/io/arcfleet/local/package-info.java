/** The command line: the same line on a laptop. */
@NullMarked
package io.arcfleet.local;

import org.jspecify.annotations.NullMarked;
