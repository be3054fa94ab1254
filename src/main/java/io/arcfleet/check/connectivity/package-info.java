/** Checks of what Azure knows about the connection of a cluster. */
@NullMarked
package io.arcfleet.check.connectivity;

import org.jspecify.annotations.NullMarked;
