package claviger.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Predicate;

/// Questions for the libraries that compute with key pairs, and the known answers. The keys are
/// public, and nobody's.
final class KeyPairKnownAnswers {

    private KeyPairKnownAnswers() {}

    /// The key and the answers were made with OpenSSL 3.0.
    static boolean rsa(RsaEngine engine) {
        var key = RsaPrivateKey.ofTrustedPkcs8(engine, 2048, SecretBytes.adopt(base64("""
                        MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCloG6cH5GwhZy8y3g4ugtYeuoHdtXA43LiW5rl
                        PAnoenMOEg8bqqiiy37pZVpAvwEGhThosLjQnhlmOHSsTWUBqduUF1pk6vAdkN0uCQLa9mhdxcpDjciAWAtW0iHw
                        NzBrhBvmb3tbMkx1ZZDUe1O54O2CG1rFUdl84miB6/jJDcTbKbTkxjKByCu2eBA78EcrMFxZf1vvRdGG4Y9lVsXJ
                        dzRMaB+9BwZ2N0v4E2MVG3RnnGbi7SZPhBQhHAgNRc88ua3ur1hAKcffMlNOUiG+h5lPTuqmpR6iC5QlOy4Gp0ev
                        KYdtojz54xoIcNJo1eEO3m+iX5YcImmig52lkR49AgMBAAECggEACvWVLBZ4rO4CY4mxIEvLMWUctDa8SSGjue+m
                        zbFN1Ii5sT4nqsR9mRwO/0GaGbupxTUueNrst70mYBmvOrF6VARZx7BN5myXS9WIlSG6gyOX31CVpCevEzMAORP5
                        c+wq84pP0E0jI/MtlP0N+slYTm3gOWI2/OSAGB/hG2uyUBdSZNJoKek1AunBMXZRY/QpCTJrBDmtS+eJiP+AWt6y
                        rJQWbqI/0Kyo/DGQjRbt264M7dHjqjGiu1NDXg/clz/X1l1P6O9q2xNdUGdTDWoTFZaLFlnwVlrPlx47/mqCoUym
                        RK25k329n8lbEJpp9j+dZvv6+ZPEQa2KhQhrawFTPwKBgQDRLPe59uzmXjTp4HEicvaAiI5BCS2F4JiFcCwD2+0v
                        210ueQGKrtulameuzecLu4VayBQ8du54H8WD9O/tByxcNj1GlZUc2lneuu/8yur1JRrhZ+3Emb/y8sccenfLcd52
                        9fMesPTri18F5acuzibkmkKIUPG2xnqMaVB0WExNowKBgQDKs9g/67sx3KFjtWkFrX4SPIl6HREiQ+BOVHTSvTYi
                        l12WF14ODLHv6qGNmajgRboTIxly4YNsGbmfWsQUOndd8CIBvH78Sn77XgP4qj1g3TeqifT809SOTgUHb1hxUkQx
                        IsPtdjOVaFGN9FvcppqUwb5aKjdsbblTlPEijAHinwKBgQCfXm9v1F4yNlyCRGpuIMEGtQQNMPzqH3CVWh1u40UX
                        TT71hWRTUV4v7Z4JZP8/xSOZQw+H8eVGyI4oN5oFMY3uw7Rz7supLAOE21C1fbT+CcMtMY3KWIoShD6HyBc1fhBM
                        +p69J32zaICBcbOqyY6AZbeDPIitBROhnyuZOR0JmQKBgEXTjjr2yZVzm2TtqS/7g+JkWDdoq+5R04MoNNYjt/JS
                        kjqR8iSE2wb6nIxa0oHvgxn0jV+1r8AdXIQ4kDMnsNb7UbunY1clknik+lk+y8YCbpqgy3QMxLwAxFq7UIw4+qSy
                        hSvX/A0L0oxEESEBg16bHyeQQ2dmpODV/fsYn82hAoGBAKBeKRI2h6LhNlHoFZpJSPfe5QqRVnS6X6jQ2uBj/tmK
                        iox4KRERhdHjGAVPVVXHqsTbkMKXI6grY2vFjCcjhF0UoTMgKekAZYBoOGDcxCno5D/AOFDZnmUj3POszdqQRttu
                        ZxgwXDUcGW+5GbC6O32RQJzPjnxNe2c9aDRR6xm3
                        """)))
                .orElseThrow();
        var digest = Hash.SHA_256.digest(ascii("abc"));
        var pkcs1 = Hash.SHA_256.digest(
                key.sign(RsaPadding.PKCS1_V1_5, digest, Blob.EMPTY).shared());
        var pss = Blob.adopt(base64("""
                        ScmQ4OX8CvQ226r6S1eHy0iInPbxLRyOjteKwoWIMChDUm6nCo4yGNchdbU/4tYh7iC7RqO79yE5UQHwet5boW4E
                        qWRwDJYTBAcN8lzdXZtDF/41npbAvOC8yN5ggbM/umq0IDxB0iHOAu4s2uHGRQFlRqeHVdpv20hqIpDZFXRAVzEA
                        D4i1bTQ6hhZlYCN2R+MPZ4tov2p57uGCMyYJbumX5US9hXfJ3Hl3KUTa+pR6xoMvay64HSHZZaruVwes35jzLtas
                        riGhgxzWdbqUpUF1FHA4tX8qqZZ2IR4mveWdcNqz8Co/A+ENX3XwgcdrW2RhCE/aSxJxEtAjqRU4SQ==
                        """));
        var ciphertext = Blob.adopt(base64("""
                        cRCPJaFB8RchOpIls/wtzuMJ28y3PbvoIDLJnE8rYB0U5y6Vrl4PCLBCxkLZIpuchOk838oIlPb+HTJ1uRrRkGIN
                        aOdvhFcU4akQzyZQVf+VON84zzAR0YtqhsG7RjyneUR8pULpR7RV7j/RuZfRWO/i55ATcKVlPdNoI8qM8aoyWGGu
                        RwKyyK5NLfxc4a1ClVj8RR/Cfo9OM8NWOa1l3Td8rPwr//awVOfvmP15uCvThQ4ltdVpoas9vF4q7IwIqDI90EC3
                        mgQUL1cOdkNvRgTF48W7HHcdUQAswKczBWLL2TFBbZD31EqFoz5eB9VXp3Ti+LvP3hKdro6/1VPQSw==
                        """));
        return pkcs1.value().equals(Blob.adopt(hex("cd40048cc88d26a339af85c9c48e5fc6cd50f49f6950f73ea96decb3c6be48bb")))
                && key.publicKey().verify(RsaPadding.PSS, digest, pss)
                && refusesChanged(pss, changed -> key.publicKey().verify(RsaPadding.PSS, digest, changed))
                && key.decrypt(Oaep.SHA_256, ciphertext).orElseThrow().sameAs(SecretBytes.adopt(ascii("abc")))
                && refusesChanged(
                        ciphertext,
                        changed -> key.decrypt(Oaep.SHA_256, changed).isPresent());
    }

    /// @param signature of "sample"
    /// @param secret that the key shares with itself
    private record EcAnswer(Hash hash, String scalar, String point, String signature, String secret) {}

    /// RFC 6979, A.2.5 to A.2.7, and the same for secp256k1; the shared secrets from OpenSSL 3.0.
    static boolean ec(EcEngine engine, Curve curve) {
        var answer = switch (curve) {
            case P256 -> new EcAnswer(Hash.SHA_256, """
                            c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721""", """
                            0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9\
                            e95628bc64f2f1b20c2d7e9f5177a3c294d4462299""", """
                            3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c94\
                            2d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8""", """
                            2388ee990c93c4bb757203225b7786d69950d2f0de43cdf23dc71f5efaa169c8""");
            case P384 -> new EcAnswer(Hash.SHA_384, """
                            6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea\
                            60d2edf5""", """
                            04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254\
                            515480bc138015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4\
                            fe7344fd2533264720""", """
                            306602310094edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44ac\
                            f96e36dd1e80fabe4602310099ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f\
                            a329c145786e679e7b82c71a38628ac8""", """
                            905b8f97a03235c5cb1752a7984727c2e978287ee1afbaafa89e5ca1d4c601702c1c5f5ed8f12ec243da8281\
                            f12932a8""");
            case P521 -> new EcAnswer(Hash.SHA_512, """
                            00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836\
                            a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538""", """
                            0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370\
                            a7f20fb633155d38ffa16d2bd761dcac474b9a2f5023a400493101c962cd4d2fddf782285e64584139c2f91b\
                            47f87ff82354d6630f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfeaa2bfdfc\
                            f5""", """
                            308187024200c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017\
                            b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa0241617cce7cf5064806c467f678d3b408\
                            0d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1e\
                            e0e44da4a67a""", """
                            01901b89b20bd70e5683bd9cf00422f38c75237eeb357d78eeb091eff0aba905f8121159aba8b5be730c4b65\
                            b93dc7357c9f29de67e319c4adb1fc2fdd1bd8444063""");
            case SECP256K1 -> new EcAnswer(Hash.SHA_256, """
                            c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721""", """
                            042c8c31fc9f990c6b55e3865a184a4ce50e09481f2eaeb3e60ec1cea13a6ae64564b95e4fdb6948c0386e18\
                            9b006a29f686769b011704275e4459822dc3328085""", """
                            30440220432310e32cb80eb6503a26ce83cc165c783b870845fb8aad6d970889fcd7a6c80220530128b6b81c\
                            548874a6305d93ed071ca6e05074d85863d4056ce89b02bfab69""", """
                            93b2dbcfdf86c28bbe14a181929365c0ea3252bf18bdb3e47337a20fc744aba7""");
        };
        var key = EcPrivateKey.ofPkcs8(
                        engine,
                        curve,
                        new EcNumbers(curve, new BigInteger(answer.scalar, 16), Blob.adopt(hex(answer.point))).pkcs8())
                .orElseThrow();
        var digest = answer.hash.digest(ascii("sample"));
        var signature = Blob.adopt(hex(answer.signature));
        return key.publicKey().verify(digest, signature)
                && refusesChanged(signature, changed -> key.publicKey().verify(digest, changed))
                && key.deriveSharedSecret(key.publicKey()).sameAs(SecretBytes.adopt(hex(answer.secret)));
    }

    /// RFC 8032, 7.1, test 3, and 7.3.
    static boolean ed25519(Ed25519Engine engine) {
        var pure = ed25519(engine, "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
        var message = hex("af82");
        var signature = Blob.adopt(hex("""
                6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
                18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"""));
        var prehashed = ed25519(engine, "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42");
        var prehashedSignature = Blob.adopt(hex("""
                98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41\
                31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406"""));
        return pure.sign(message).equals(signature)
                && pure.publicKey().verify(message, signature)
                && refusesChanged(signature, changed -> pure.publicKey().verify(message, changed))
                && prehashed.signPrehash(ascii("abc")).equals(prehashedSignature)
                && prehashed.publicKey().verifyPrehash(ascii("abc"), prehashedSignature);
    }

    private static Ed25519PrivateKey ed25519(Ed25519Engine engine, String seed) {
        var pkcs8 = KeyEncoding.ED25519.writePrivate(Der.octetString(Der.raw(hex(seed))));
        return Ed25519PrivateKey.ofPkcs8(engine, pkcs8).orElseThrow();
    }

    /// A library that takes anything would pass the rest.
    private static boolean refusesChanged(Blob right, Predicate<Blob> takes) {
        var changed = right.toByteArray();
        changed[changed.length - 1] ^= 1;
        return !takes.test(Blob.adopt(changed));
    }

    private static byte[] base64(String text) {
        return Base64.getMimeDecoder().decode(text);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
