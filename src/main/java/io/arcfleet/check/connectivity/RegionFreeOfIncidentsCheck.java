package io.arcfleet.check.connectivity;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ServiceIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A {@link Check} that Azure has no incident of Arc-enabled Kubernetes in the region of the cluster. */
public final class RegionFreeOfIncidentsCheck implements Check<RegionIncidents> {

    private static final String ID = "region-free-of-incidents";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "Azure has no incident in the region",
            Area.CONNECTIVITY,
            // Most clusters of a region work on during an incident; one that does not has a worse finding, explained by
            // this.
            Severity.MEDIUM,
            "Wait until Azure has ended the incident {incident}: it is on https://azure.status.microsoft and under Service"
                    + " Health in the portal. Until then delete and onboard nothing in {location}."
                    + " A cluster whose onboarding failed meanwhile is deleted afterwards,"
                    + " `az connectedk8s delete -n {name} -g {resourceGroup}`, and onboarded again.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.SERVICE_HEALTH),
            List.of(),
            false);

    private static final String STARTED = "started";

    /** Azure dates the start of an incident after the fact, and not to the minute. */
    private static final Duration VAGUENESS_OF_START = Duration.ofMinutes(30);

    /**
     * The edge from an incident that had begun at the time which the explained issue has as evidence {@code time}. What is
     * older, or of an unknown time, has another cause.
     */
    static Explanation explainsSince(String time) {
        return new Explanation(ID, issue -> issue.evidence().containsKey(time), (explained, incident) -> {
            String started = incident.evidence().get(STARTED);
            return started != null
                    && !Instant.parse(started)
                            .minus(VAGUENESS_OF_START)
                            .isAfter(Instant.parse(explained.evidence().get(time)));
        });
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<RegionIncidents> view(ClusterSnapshot snapshot) {
        return RegionIncidents.of(snapshot);
    }

    @Override
    public List<Issue> evaluate(RegionIncidents view, Instant at) {
        return view.incidents().stream()
                .map(incident -> issue(incident, view.region(), at))
                .toList();
    }

    private static Issue issue(ServiceIncident incident, String region, Instant at) {
        Instant started = incident.startedAt();
        String since = started == null
                ? ""
                : " for " + Phrases.duration(Duration.between(started, at)) + ", since " + Phrases.time(started);
        Issue issue = Issue.of(
                        "incident/" + incident.trackingId(),
                        "Azure has had an incident of Arc-enabled Kubernetes in " + region + since + ": "
                                + Phrases.quote(incident.title()) + " (tracking ID " + incident.trackingId() + ").")
                .with("incident", incident.trackingId())
                .with(
                        "services",
                        String.join(", ", incident.services().stream().sorted().toList()));
        return started == null ? issue : issue.with(STARTED, Phrases.time(started));
    }
}
