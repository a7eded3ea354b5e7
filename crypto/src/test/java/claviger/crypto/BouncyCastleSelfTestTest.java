package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BouncyCastleSelfTestTest {

    @Test
    void this_bouncy_castle_passes() {
        assertThat(BouncyCastleSelfTest.failures()).isEmpty();
    }
}
