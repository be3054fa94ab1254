/** The straight line: one cluster, then the fleet. */
@NullMarked
package io.arcfleet.scan;

import org.jspecify.annotations.NullMarked;
