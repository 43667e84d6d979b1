package org.vtoc.server.platform.db;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.vtoc.server.platform.config.StartRefused;

/// The one secret from which every other secret of the installation is derived. Thread-safe.
public final class MasterKey {
    private static final int DERIVED_BYTES = 32;
    private static final int MIN_TEXT_LENGTH = 32;

    private final byte[] material;

    MasterKey(byte[] material) {
        this.material = material.clone();
    }

    /// A key given as text (`VTOC_SECRET_KEY`), for nodes that share one installation.
    ///
    /// @throws StartRefused if the text is too short to be a secret
    public static MasterKey ofText(String text) {
        if (text.strip().length() < MIN_TEXT_LENGTH) {
            throw new StartRefused(
                    "VTOC_SECRET_KEY needs at least %d characters.\nMake one with: openssl rand -base64 32"
                            .formatted(MIN_TEXT_LENGTH));
        }
        return new MasterKey(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /// 32 bytes for one purpose, the same at every call: HKDF with SHA-256 (RFC 5869), no salt, the purpose as info.
    /// Keys of different purposes say nothing about each other or about the master key.
    public byte[] derive(String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(material)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), DERIVED_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }
}
