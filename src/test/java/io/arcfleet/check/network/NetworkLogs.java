package io.arcfleet.check.network;

/** Lines of agents that did not get through, as their programs print them. */
final class NetworkLogs {

    static final String DATA_PLANE = "westeurope.dp.kubernetesconfiguration.azure.com";
    static final String IDENTITY = "gbl.his.arc.azure.com";

    private NetworkLogs() {}

    static String timedOut(String host) {
        return "{\"Message\":\"Post \\\"https://" + host + "/subscriptions\\\": dial tcp 20.1.2.3:443: i/o timeout\"}";
    }

    static String refused(String host) {
        return "E0801 Get \"https://" + host + "/x\": dial tcp 20.1.2.3:443: connect: connection refused";
    }

    static String reset(String host) {
        return "E0801 Get \"https://" + host
                + "/x\": read tcp 10.1.0.4:4000->20.1.2.3:443: read: connection reset by peer";
    }

    static String unresolved(String host) {
        return "E0801 Get \"https://" + host + "/x\": dial tcp: lookup " + host + " on 10.43.0.10:53: no such host";
    }

    static String untrusted(String host) {
        return "E0801 Get \"https://" + host + "/x\": tls: failed to verify certificate: x509: certificate signed by"
                + " unknown authority (possibly because of \"crypto/rsa: verification error\" while trying to verify"
                + " candidate authority certificate \"Contoso Proxy CA\")";
    }

    static String wrongTime(String now, String relation, String limit) {
        return "E0801 x509: certificate has expired or is not yet valid: current time " + now + " is " + relation + " "
                + limit;
    }
}
