/** Ways into a cluster: a tunnel to its API server, or the reason why there is none. */
@NullMarked
package io.arcfleet.access;

import org.jspecify.annotations.NullMarked;
