package claviger.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final int MANY = 100_000;

    @Test
    void a_page_looks_at_no_more_than_its_items_and_the_next_wherever_it_begins() {
        var looks = new AtomicInteger();
        var all = new Counted(looks);
        for (int n = 0; n < MANY; n++) {
            all.put("%06d".formatted(n), n);
        }
        var marker = Page.of(all, null, MANY - 100).orElseThrow().nextMarker();
        looks.set(0);
        var page = Page.of(all, marker, 10).orElseThrow();
        assertThat(page.items()).startsWith(MANY - 100).hasSize(10);
        assertThat(looks.get()).isEqualTo(11);
    }

    /// Counts the entries that are walked over, in parts of it too.
    private static final class Counted extends TreeMap<String, Integer> {

        private final AtomicInteger looks;

        Counted(AtomicInteger looks) {
            this.looks = looks;
        }

        @Override
        public NavigableMap<String, Integer> tailMap(String from, boolean inclusive) {
            var part = new Counted(looks);
            part.putAll(super.tailMap(from, inclusive));
            return part;
        }

        @Override
        public Set<Map.Entry<String, Integer>> entrySet() {
            var entries = super.entrySet();
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, Integer>> iterator() {
                    var each = entries.iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return each.hasNext();
                        }

                        @Override
                        public Map.Entry<String, Integer> next() {
                            looks.incrementAndGet();
                            return each.next();
                        }
                    };
                }

                @Override
                public int size() {
                    return entries.size();
                }
            };
        }
    }
}
