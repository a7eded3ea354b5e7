package claviger.store;

import claviger.call.Noun;
import claviger.kms.View;
import java.util.ArrayList;
import java.util.function.Consumer;

/// Gathers nouns into a view.
final class ViewBuilder implements Consumer<Noun> {

    private final ArrayList<Noun> nouns = new ArrayList<>();

    @Override
    public void accept(Noun noun) {
        nouns.add(noun);
    }

    View at(long changeNumber) {
        return View.of(nouns, changeNumber);
    }
}
