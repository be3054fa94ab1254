/** Checks of versions against their support windows. */
@NullMarked
package io.arcfleet.check.versions;

import org.jspecify.annotations.NullMarked;
