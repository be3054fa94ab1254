/** The catalogue of known error texts: what they look like, what they mean and what to do; pure. */
@NullMarked
package io.arcfleet.signature;

import org.jspecify.annotations.NullMarked;
