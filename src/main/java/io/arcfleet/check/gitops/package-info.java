/** Checks of Flux configurations. */
@NullMarked
package io.arcfleet.check.gitops;

import org.jspecify.annotations.NullMarked;
