/** Checks of the managed identity certificate and of the agent that fetches it. */
@NullMarked
package io.arcfleet.check.identity;

import org.jspecify.annotations.NullMarked;
