/** Where findings go: Log Analytics, files and the terminal. */
@NullMarked
package io.arcfleet.sink;

import org.jspecify.annotations.NullMarked;
