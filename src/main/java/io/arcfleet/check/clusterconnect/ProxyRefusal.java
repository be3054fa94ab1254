package io.arcfleet.check.clusterconnect;

import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import java.util.Map;
import java.util.Optional;

/** What kind of rule refuses the pod of kube-aad-proxy, and what to do about it. */
enum ProxyRefusal {
    /** The pod security level of the namespace. */
    POD_SECURITY(
            "pod security",
            "Let the namespace run the pod, which mounts a host path:"
                    + " `kubectl label namespace azure-arc pod-security.kubernetes.io/enforce=privileged --overwrite`, or name"
                    + " azure-arc among the exempt namespaces of the cluster's pod security configuration or policy."),
    /** A security context constraint of OpenShift. */
    SECURITY_CONTEXT(
            "security context constraint",
            "Let its service account use the constraint privileged:"
                    + " `oc adm policy add-scc-to-user privileged"
                    + " system:serviceaccount:azure-arc:azure-arc-kube-aad-proxy-sa`."),
    /** An admission webhook that said no. */
    WEBHOOK(
            "admission webhook",
            "Exempt the namespace azure-arc from the policy of the admission webhook {webhook}, which the refusal names."),
    /** An admission webhook that did not answer. */
    WEBHOOK_DOWN(
            "admission webhook down",
            "Mend the service or the certificate of the admission webhook {webhook}, or remove its configuration when its"
                    + " product is gone: while it cannot be called, no pod is created."),
    /** A resource quota. */
    QUOTA(
            "quota",
            "Raise the quota {quota} or remove it from the namespace azure-arc, whose agents need about 850 MB of memory:"
                    + " `kubectl -n azure-arc describe resourcequota`."),
    /** Something that is not known. */
    OTHER(
            "other",
            "Allow what the refusal names to the service account azure-arc-kube-aad-proxy-sa, which mounts a host path:"
                    + " `kubectl -n azure-arc get events --field-selector reason=FailedCreate`.");

    /** Then the deployment creates its pod at once instead of after a pause that has grown long. */
    private static final String THEN = " Then `kubectl -n azure-arc rollout restart deployment/kube-aad-proxy`.";

    private static final Map<String, ProxyRefusal> BY_SIGNATURE = Map.of(
            "pod-security-violation", POD_SECURITY,
            "scc-refused", SECURITY_CONTEXT,
            "openshift-kube-aad-proxy-refused", SECURITY_CONTEXT,
            "admission-webhook-denied", WEBHOOK,
            "webhook-unavailable", WEBHOOK_DOWN,
            "quota-exceeded", QUOTA);

    private final String word;
    private final String remedy;

    ProxyRefusal(String word, String remedy) {
        this.word = word;
        this.remedy = remedy;
    }

    /** The kind as evidence says it. */
    String word() {
        return word;
    }

    /** What to do; placeholders as in a check's remediation. */
    String remedy() {
        return remedy + THEN;
    }

    /**
     * What a refusal says.
     *
     * @param fault id of the error text; {@code refused} when it is not known
     * @param values what it names, for example the webhook
     */
    record Told(ProxyRefusal kind, String fault, Map<String, String> values) {

        Told {
            values = Map.copyOf(values);
        }
    }

    /** What {@code text}, the API server's words, tells. */
    static Told read(String text, SignatureCatalog signatures) {
        Optional<Match> known = signatures.find(text, Place.EVENT).stream()
                .filter(match -> BY_SIGNATURE.containsKey(match.signature().id()))
                .findFirst();
        String fault = known.map(match -> match.signature().id()).orElse("refused");
        return new Told(
                BY_SIGNATURE.getOrDefault(fault, OTHER),
                fault,
                known.map(Match::values).orElse(Map.of()));
    }
}
