/** The benchmarks: the scanner, the function app and what they are compared with, each in a JVM of its own. */
@NullMarked
package io.arcfleet.benchmark;

import org.jspecify.annotations.NullMarked;
