/** The ledger and the queue of a single process: for tests and for a function app run without a storage account. */
@NullMarked
package io.arcfleet.scan.memory;

import org.jspecify.annotations.NullMarked;
