/** Tests of the simulated Azure, over real HTTPS. */
@NullMarked
package io.arcfleet.simulation;

import org.jspecify.annotations.NullMarked;
