package io.arcfleet.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Raw calls to Azure Resource Manager, with authentication, retries of throttled and failed calls, and a receipt. */
public interface ArmClient {

    /**
     * Sends a GET.
     *
     * @param pathOrUrl path and query from the root of Resource Manager, or an absolute address under it (a next link)
     * @param timeout for everything, retries and waits included
     * @throws ArmException when no answer of status 2xx came
     */
    JsonNode get(String pathOrUrl, Duration timeout);

    /**
     * Sends a POST with a JSON body, and gives a throttled answer (429) back at once instead of sending again: for callers
     * that pace themselves, so that only one loop retries.
     *
     * @param path path and query from the root of Resource Manager
     * @param timeout for everything, retries and waits included
     * @throws ArmException when no answer of status 2xx came; of a throttled one with {@link ArmException#retryAfter}
     */
    JsonNode postPaced(String path, JsonNode body, Duration timeout);
}
