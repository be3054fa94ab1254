/** Which connected clusters there are, and what Azure knows of them. */
@NullMarked
package io.arcfleet.fleet;

import org.jspecify.annotations.NullMarked;
