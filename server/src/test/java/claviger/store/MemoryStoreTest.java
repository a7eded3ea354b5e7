package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {

    @Override
    Place place() {
        return new Place.Memory();
    }

    @Override
    long statementsOfLoad() {
        return 0;
    }

    @Test
    void two_stores_in_memory_share_nothing() {
        var other = Deployment.at(new Place.Memory()).create();
        populated();

        assertThat(other.view().account(ACCOUNT)).isNull();
        other.close();
    }

    @Test
    void a_store_in_memory_has_nothing_to_scrub() {
        assertThat(new Scrubber(store, Duration.ofDays(1), Duration.ZERO).pass())
                .isTrue();
    }
}
