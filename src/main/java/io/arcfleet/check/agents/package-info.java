/** Checks of the agents in the namespace azure-arc, and the vocabulary to speak of them. */
@NullMarked
package io.arcfleet.check.agents;

import org.jspecify.annotations.NullMarked;
