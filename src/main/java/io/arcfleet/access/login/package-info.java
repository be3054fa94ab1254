/** What is shown to a cluster, and where it comes from: Key Vault, Microsoft Entra. */
@NullMarked
package io.arcfleet.access.login;

import org.jspecify.annotations.NullMarked;
