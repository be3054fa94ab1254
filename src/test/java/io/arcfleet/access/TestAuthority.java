package io.arcfleet.access;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority for loopback servers. */
public final class TestAuthority {

    /** A fixed year in which the certificates of the past have ended and the others hold for decades. */
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final X509Certificate certificate;

    public TestAuthority(String name) {
        this.name = new X500Name("CN=" + name);
        this.certificate = sign(this.name, keys, true, null, START.plus(36500, ChronoUnit.DAYS));
    }

    public String pem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server identity for this name or address. */
    public SSLContext serverFor(GeneralName subject) {
        return server(subject, START.plus(36500, ChronoUnit.DAYS));
    }

    SSLContext expiredServerFor(GeneralName subject) {
        return server(subject, START.plus(1, ChronoUnit.DAYS));
    }

    /** A client certificate and its key, PEM. */
    TrustRoot.ClientCertificate clientCertificate() {
        try {
            KeyPair client = newKeys();
            X509Certificate signed =
                    sign(new X500Name("CN=operator"), client, false, null, START.plus(36500, ChronoUnit.DAYS));
            return new TrustRoot.ClientCertificate(
                    pem("CERTIFICATE", signed.getEncoded()),
                    pem("PRIVATE KEY", client.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An RSA key with its certificate, for an app registration. */
    public AppKey appKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair app = generator.generateKeyPair();
            X509Certificate signed = sign(new X500Name("CN=app"), app, false, null, START.plus(36500, ChronoUnit.DAYS));
            return new AppKey(
                    signed,
                    pem("CERTIFICATE", signed.getEncoded())
                            + pem("PRIVATE KEY", app.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A certificate and its key.
     *
     * @param pem both
     */
    public record AppKey(X509Certificate certificate, String pem) {}

    public static GeneralName loopback() {
        return new GeneralName(GeneralName.iPAddress, "127.0.0.1");
    }

    private SSLContext server(GeneralName subject, Instant end) {
        try {
            KeyPair server = newKeys();
            X509Certificate signed = sign(new X500Name("CN=server"), server, false, subject, end);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", server.getPrivate(), new char[0], new X509Certificate[] {signed});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(
            X500Name subject, KeyPair subjectKeys, boolean authority, @Nullable GeneralName alternative, Instant end) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(START),
                    Date.from(end),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (alternative != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternative));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }
}
