/** The Azure Functions: one thin class per trigger, and what joins the parts. */
@NullMarked
package io.arcfleet.function;

import org.jspecify.annotations.NullMarked;
