package claviger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkTest {

    @Test
    void a_window_is_read_from_the_line_of_the_script() {
        var outcome = Wrk.parse("Encrypt", "Running 3s test\nclaviger-window 30000 3000000 512 2048 0 0\n");

        assertThat(outcome).isEqualTo(new Wrk.Outcome(30_000, 3.0, 0.512, 2.048));
    }

    @Test
    void one_refused_request_fails_the_run() {
        assertThatThrownBy(() -> Wrk.parse("Encrypt", "claviger-window 30000 3000000 512 2048 1 0"))
                .isInstanceOf(FailedRunException.class)
                .hasMessageContaining("1 were not answered with 200");
    }

    @Test
    void one_broken_connection_fails_the_run() {
        assertThatThrownBy(() -> Wrk.parse("Encrypt", "claviger-window 30000 3000000 512 2048 0 1"))
                .isInstanceOf(FailedRunException.class);
    }

    @Test
    void a_window_without_an_answer_fails_the_run() {
        assertThatThrownBy(() -> Wrk.parse("Encrypt", "claviger-window 0 3000000 0 0 0 0"))
                .isInstanceOf(FailedRunException.class);
        assertThatThrownBy(() -> Wrk.parse("Encrypt", "unable to connect to 127.0.0.1"))
                .isInstanceOf(FailedRunException.class);
    }
}
