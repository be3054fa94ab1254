/** The words of the observed world: what was read about one cluster, and what could not be read and why. */
@NullMarked
package io.arcfleet.snapshot;

import org.jspecify.annotations.NullMarked;
