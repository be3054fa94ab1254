/** The Azure Resource Manager pipeline: authentication, endpoints, retries and the receipt of calls. */
@NullMarked
package io.arcfleet.arm;

import org.jspecify.annotations.NullMarked;
