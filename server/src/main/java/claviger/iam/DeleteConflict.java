package claviger.iam;

/// What must go first, before something is deleted.
public final class DeleteConflict {

    private DeleteConflict() {}

    /// @param first what the caller must do before, such as `delete access keys`
    /// @throws claviger.call.AwsException DeleteConflict unless it is done
    public static void unless(boolean done, String first) {
        if (!done) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete entity, must %s first.", first);
        }
    }

    /// @throws claviger.call.AwsException DeleteConflict while the identity has policies
    public static void unlessWithoutPolicies(Identity identity) {
        unless(identity.policies().inline().isEmpty(), "delete policies");
        unless(identity.policies().attached().isEmpty(), "detach all policies");
    }
}
