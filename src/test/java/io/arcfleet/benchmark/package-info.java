/** The benchmark: the scanner, the simulation and a bare HTTP client, each in a JVM of its own. */
@NullMarked
package io.arcfleet.benchmark;

import org.jspecify.annotations.NullMarked;
