/**
 * The ledger and the queue in an Azure Storage account.
 *
 * <p>State that must change together is in one partition of one table, so that a transaction changes it: a scan's entity, and the
 * lock of its scope, which exists exactly as long as the scan has not ended. What is large is in blobs. The outcomes of a
 * shard and their counts are one blob and its metadata, written in one conditional request: counts cannot drift.
 */
@NullMarked
package io.arcfleet.scan.storage;

import org.jspecify.annotations.NullMarked;
