/** Rules that hold for the whole project. */
@NullMarked
package io.arcfleet;

import org.jspecify.annotations.NullMarked;
