package io.arcfleet.simulation;

/**
 * A request that a service answered.
 *
 * @param path path as it was sent, without the query
 * @param query query as it was sent, or empty
 * @param accept header Accept, or empty
 * @param status HTTP status of the answer, 0 when there was none
 */
public record RecordedRequest(
        SimulatedService service, String method, String path, String query, String accept, int status) {}
