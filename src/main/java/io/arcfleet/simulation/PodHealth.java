package io.arcfleet.simulation;

/** What the pod of an agent does. */
sealed interface PodHealth {

    /** Every container runs and is ready. */
    record Ready() implements PodHealth {}

    /** One container starts and ends again and again. */
    record Crashing(String container, String reason, int exitCode, int restarts) implements PodHealth {}

    /** Every container runs and is ready, and one has ended {@code restarts} times, last {@code secondsAgo}. */
    record Restarted(String container, int restarts, int secondsAgo) implements PodHealth {}

    /** No node has room. */
    record Unscheduled() implements PodHealth {}

    /** The containers wait for a volume. */
    record Creating() implements PodHealth {}

    /** The image is not pulled, in the words of the registry. */
    record NotPulled(String words) implements PodHealth {}

    /** The image is being pulled for hours. */
    record Pulling() implements PodHealth {}

    /** The API server refused to create the pod, in its words. */
    record Refused(String words) implements PodHealth {}

    /** There is neither a pod nor a deployment. */
    record Absent() implements PodHealth {}

    /** Whether there is a pod. */
    default boolean hasPod() {
        return !(this instanceof Refused) && !(this instanceof Absent);
    }

    /** Whether the deployment is available. */
    default boolean isAvailable() {
        return this instanceof Ready || this instanceof Restarted;
    }
}
