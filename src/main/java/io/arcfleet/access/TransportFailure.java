package io.arcfleet.access;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Turns a failed exchange into a reason and a sentence; {@code peer} is who was spoken to, for people. */
final class TransportFailure {

    private static final int MESSAGE_LIMIT = 160;

    private TransportFailure() {}

    /**
     * What a failed exchange means.
     *
     * @param whenBroken the fault when there is no connection, or one that broke; null when that is not known
     */
    static <T> Unavailable<T> describe(IOException failure, String peer, @Nullable AccessFault whenBroken) {
        if (failure instanceof SSLException tls) {
            AccessFault fault = whenBroken != null && isTorn(tls) ? whenBroken : AccessFault.TLS;
            return new Unavailable<>(Reason.UNREACHABLE, "TLS: " + tlsWords(tls, peer), fault);
        }
        if (failure instanceof InterruptedIOException) {
            return new Unavailable<>(Reason.TIMED_OUT, "no answer from " + peer + " in time");
        }
        if (failure instanceof ConnectException connect) {
            Reason reason = connectReason(connect);
            return new Unavailable<>(
                    reason, connectWords(connect, peer), reason == Reason.TIMED_OUT ? null : whenBroken);
        }
        return new Unavailable<>(Reason.UNREACHABLE, brokenWords(failure, peer), whenBroken);
    }

    private static String brokenWords(IOException failure, String peer) {
        if (failure instanceof UnknownHostException) {
            return "the host name of " + peer + " is not known (DNS)";
        }
        if (failure instanceof NoRouteToHostException) {
            return "there is no route to " + peer;
        }
        return "the connection to " + peer + " broke: " + shortMessage(failure);
    }

    /** A peer that ends in the middle of a handshake did not refuse it. */
    private static boolean isTorn(SSLException failure) {
        return causedBy(failure, EOFException.class) || causedBy(failure, SocketException.class);
    }

    private static Reason connectReason(ConnectException failure) {
        return message(failure).contains("timed out") || causedBy(failure, InterruptedIOException.class)
                ? Reason.TIMED_OUT
                : Reason.UNREACHABLE;
    }

    private static String connectWords(ConnectException failure, String peer) {
        if (connectReason(failure) == Reason.TIMED_OUT) {
            return "no connection to " + peer + " in time";
        }
        return message(failure).contains("refused") || causeMessage(failure).contains("refused")
                ? peer + " refused the connection: nothing listens there"
                : "no connection to " + peer + ": " + shortMessage(failure);
    }

    private static String tlsWords(SSLException failure, String peer) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "the certificate of " + peer + " is for another host name";
        }
        if (causedBy(failure, CertificateExpiredException.class)) {
            return "the certificate of " + peer + " has expired";
        }
        if (causedBy(failure, CertificateNotYetValidException.class)) {
            return "the certificate of " + peer + " is not valid yet";
        }
        if (causedBy(failure, CertPathBuilderException.class)
                || causedBy(failure, CertPathValidatorException.class)
                || causedBy(failure, CertificateException.class)) {
            return "the certificate of " + peer + " is signed by an unknown authority";
        }
        String message = message(failure);
        if (message.contains("fatal alert")) {
            return peer + " refused the handshake (" + shortMessage(failure) + ")";
        }
        if (message.contains("unrecognized ssl message") || message.contains("not an ssl/tls record")) {
            return peer + " does not speak TLS";
        }
        return "no handshake with " + peer + ": " + shortMessage(failure);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String causeMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? "" : message(cause);
    }

    private static String message(Throwable failure) {
        return text(failure.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static String shortMessage(Throwable failure) {
        String message = text(failure.getMessage());
        return message.isEmpty() ? failure.getClass().getSimpleName() : Redaction.line(message, MESSAGE_LIMIT);
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}
