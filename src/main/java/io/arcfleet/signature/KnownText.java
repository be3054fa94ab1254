package io.arcfleet.signature;

import com.google.re2j.Pattern;

/**
 * One pattern of a signature.
 *
 * @param literal what every match contains, see {@link RequiredLiteral}
 * @param arcNearby whether other products write the same, so that a command's output must speak of Azure Arc nearby
 */
record KnownText(Signature signature, Pattern pattern, String literal, boolean arcNearby) {}
