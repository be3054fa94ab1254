/** A simulated Azure with its connected clusters behind loopback HTTPS. */
@NullMarked
package io.arcfleet.simulation;

import org.jspecify.annotations.NullMarked;
