package claviger.store;

import claviger.call.Noun;
import claviger.kms.View;
import java.util.function.Consumer;

/// Gathers nouns into a view.
final class ViewBuilder implements Consumer<Noun> {

    private View view = View.EMPTY;

    @Override
    public void accept(Noun noun) {
        view = view.with(noun);
    }

    View at(long changeNumber) {
        return view.at(changeNumber);
    }
}
