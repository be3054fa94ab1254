/** Checks of what lies between the agents and Azure: name resolution, egress, proxies, TLS and clocks. */
@NullMarked
package io.arcfleet.check.network;

import org.jspecify.annotations.NullMarked;
