/**
 * A small local stand-in for the Azure Functions host: it runs function classes from their annotations over HTTP,
 * queues and timers. It imitates rules that are documented for the host and its extensions; it is not verified
 * against the real host, which does not run here. What passes here can still behave differently in Azure.
 */
@NullMarked
package io.arcfleet.host;

import org.jspecify.annotations.NullMarked;
