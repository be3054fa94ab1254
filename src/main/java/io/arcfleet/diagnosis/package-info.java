/** Root causes: which failed checks explain the others. */
@NullMarked
package io.arcfleet.diagnosis;

import org.jspecify.annotations.NullMarked;
