package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In a world without Bouncy Castle.
class LazyLoadingTest {

    @Test
    void a_server_that_has_no_such_key_does_not_load_bouncy_castle() throws Exception {
        var classes = MlDsa.class.getProtectionDomain().getCodeSource().getLocation();
        try (var loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            for (var named : List.of("MlDsa", "MlKem", "Sm2", "Hmac", "Envelope")) {
                var type = Class.forName("claviger.crypto." + named, true, loader);
                assertThat(type).isNotEqualTo(Class.forName("claviger.crypto." + named));
            }
            var selfTest = Class.forName("claviger.crypto.SelfTest", true, loader);
            assertThat(selfTest.getMethod("failures").invoke(null)).isEqualTo(List.of());
            var ofBouncyCastle = Class.forName("claviger.crypto.BouncyCastleSelfTest", true, loader);
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> ofBouncyCastle.getMethod("failures").invoke(null))
                    .withCauseInstanceOf(NoClassDefFoundError.class);
        }
    }
}
