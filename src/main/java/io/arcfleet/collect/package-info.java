/** Reads one cluster, read-only, into a snapshot; one reader per observation. */
@NullMarked
package io.arcfleet.collect;

import org.jspecify.annotations.NullMarked;
