/** Checks of the parts that cluster connect needs. */
@NullMarked
package io.arcfleet.check.clusterconnect;

import org.jspecify.annotations.NullMarked;
