/** The checks, their specifications and their catalogue; pure functions over a snapshot. */
@NullMarked
package io.arcfleet.check;

import org.jspecify.annotations.NullMarked;
