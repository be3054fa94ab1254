/** Settings and clouds: immutable records that are parsed once. */
@NullMarked
package io.arcfleet.config;

import org.jspecify.annotations.NullMarked;
