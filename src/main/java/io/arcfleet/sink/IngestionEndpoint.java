package io.arcfleet.sink;

import java.net.URI;

/**
 * Where rows go in Azure Monitor.
 *
 * @param endpoint address for logs ingestion of the data collection rule or data collection endpoint, https
 * @param ruleId immutable id of the data collection rule, {@code dcr-...}
 * @param audience audience of the tokens, without {@code /.default}; differs from cloud to cloud
 */
public record IngestionEndpoint(URI endpoint, String ruleId, String audience) {}
