package io.arcfleet.access;

import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * An open way to one API server. Reads only: the verb is GET, but for the one question that Kubernetes takes as a POST,
 * {@link #review}. Used by several threads at once; closing it ends what is in flight.
 */
public interface ClusterTunnel extends AutoCloseable {

    /** Address of the API server for people, without credentials. */
    String server();

    /**
     * Sends one GET and decodes the answer of status 200. Everything else becomes unavailable with the reason: this is
     * the one place where transport failures and Kubernetes status answers are turned into data.
     *
     * @param timeout for the whole exchange, body included
     */
    <T> Observation<T> get(KubernetesRequest request, BodyDecoder<T> decoder, Duration timeout);

    /**
     * Asks what the caller may do in a namespace, and decodes the answer as {@link #get} does. Kubernetes takes this
     * question as a POST of a {@code SelfSubjectRulesReview}; the API server answers it and stores nothing, and every
     * authenticated account may ask it (role {@code system:basic-user}). No other POST can be sent through a tunnel.
     *
     * @param timeout for the whole exchange, body included
     */
    <T> Observation<T> review(String namespace, BodyDecoder<T> decoder, Duration timeout);

    @Override
    void close();

    /** Decodes a body; an {@link IOException} that is not the transport's own means a malformed answer. */
    @FunctionalInterface
    interface BodyDecoder<T> {

        /** Reads {@code body} to its value; the caller closes it. */
        T decode(InputStream body) throws IOException;
    }
}
