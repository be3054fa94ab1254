package io.arcfleet.access.login;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of an app registration with its private key.
 *
 * @param chain the certificate first
 */
record AppCertificate(PrivateKey key, List<X509Certificate> chain) {

    /**
     * Reads a PEM file with certificates and one RSA key that is not encrypted.
     *
     * @throws GeneralSecurityException when it does not hold them; the message quotes nothing of it
     */
    static AppCertificate read(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        @Nullable PrivateKey key = null;
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser pem = new PEMParser(reader)) {
            for (Object object = pem.readObject(); object != null; object = pem.readObject()) {
                switch (object) {
                    case X509CertificateHolder certificate ->
                        chain.add(new JcaX509CertificateConverter().getCertificate(certificate));
                    case PrivateKeyInfo plain -> key = new JcaPEMKeyConverter().getPrivateKey(plain);
                    case PEMKeyPair pair -> key = new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                    default -> {
                        // Bags of attributes and the like are of no use here.
                    }
                }
            }
        }
        if (key == null || !key.getAlgorithm().equals("RSA") || chain.isEmpty()) {
            throw new GeneralSecurityException("it must hold a certificate and an RSA private key without a password");
        }
        return new AppCertificate(key, List.copyOf(chain));
    }

    @Override
    public String toString() {
        return "AppCertificate[key hidden]";
    }
}
