/** Checks of cluster extensions. */
@NullMarked
package io.arcfleet.check.extensions;

import org.jspecify.annotations.NullMarked;
