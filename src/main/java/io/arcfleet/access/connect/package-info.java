/** Joins the parts of cluster connect as the settings say. */
@NullMarked
package io.arcfleet.access.connect;

import org.jspecify.annotations.NullMarked;
