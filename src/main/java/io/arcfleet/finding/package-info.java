/** The words of the answer: findings, check results, verdicts and the summary of a scan. */
@NullMarked
package io.arcfleet.finding;

import org.jspecify.annotations.NullMarked;
