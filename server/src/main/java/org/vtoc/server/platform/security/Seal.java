package org.vtoc.server.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts texts that are kept where others may read: AES-256-GCM (NIST SP 800-38D) with a new random nonce of 96 bits
/// each time. Thread-safe.
public final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /// @param key 32 secret bytes
    public Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// @param context binds the text to its place: it opens nowhere else
    /// @return Base64
    public String close(String text, String context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] secret = apply(Cipher.ENCRYPT_MODE, nonce, context, text.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = Arrays.copyOf(nonce, NONCE + secret.length);
        System.arraycopy(secret, 0, sealed, NONCE, secret.length);
        return Base64.getEncoder().encodeToString(sealed);
    }

    /// @throws IllegalStateException it was sealed with another key or for another place, or is damaged
    public String open(String sealed, String context) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(bytes, NONCE);
        byte[] secret = Arrays.copyOfRange(bytes, NONCE, bytes.length);
        return new String(apply(Cipher.DECRYPT_MODE, nonce, context, secret), StandardCharsets.UTF_8);
    }

    private byte[] apply(int mode, byte[] nonce, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(
                    "what is kept for %s does not open with the key of this data folder".formatted(context), failure);
        }
    }
}
