/** Microsoft's proxy for cluster connect as a child of this process. */
@NullMarked
package io.arcfleet.access.proxy;

import org.jspecify.annotations.NullMarked;
