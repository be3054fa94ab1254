/** Tests of what is deployed and is no program: queries, alert rules, workbook, infrastructure. */
@NullMarked
package io.arcfleet.content;

import org.jspecify.annotations.NullMarked;
