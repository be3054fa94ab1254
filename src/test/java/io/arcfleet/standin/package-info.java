/** An executable that stands in for Microsoft's proxy for cluster connect: it speaks the proxy's documented local API. */
@NullMarked
package io.arcfleet.standin;

import org.jspecify.annotations.NullMarked;
