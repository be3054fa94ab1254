/** The states of findings over the scans: what is remembered of a cluster, and what a scan makes of it. */
@NullMarked
package io.arcfleet.scan.lifecycle;

import org.jspecify.annotations.NullMarked;
