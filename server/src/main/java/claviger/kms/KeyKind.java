package claviger.kms;

import claviger.call.AwsException;

/// What an operation demands of a key beyond its usage and state: what can never change about it.
public enum KeyKind {
    ANY {
        @Override
        public void check(Key key) {}
    },

    /// Rotates by itself: symmetric, with material that was made here.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>
    SELF_ROTATING {
        @Override
        public void check(Key key) {
            ROTATING.check(key);
            if (key.origin() != OriginType.AWS_KMS) {
                throw origin(key);
            }
            refuseReplica(key);
        }
    },

    /// Can be given new material by whoever asks for it.
    ROTATING_ON_DEMAND {
        @Override
        public void check(Key key) {
            ROTATING.check(key);
            refuseReplica(key);
        }
    },

    /// Can have several materials: symmetric, and not in a custom key store.
    ROTATING {
        @Override
        public void check(Key key) {
            if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
                throw KmsError.UNSUPPORTED_OPERATION.unexplained();
            }
            if (key.origin() != OriginType.AWS_KMS && key.origin() != OriginType.EXTERNAL) {
                throw origin(key);
            }
        }
    },

    /// Its material comes from outside.
    EXTERNAL {
        @Override
        public void check(Key key) {
            if (key.origin() != OriginType.EXTERNAL) {
                throw origin(key);
            }
        }
    },

    /// Can be replicated: the primary of a multi-Region key.
    MULTI_REGION_PRIMARY {
        @Override
        public void check(Key key) {
            if (key.multiRegion() != MultiRegionKeyType.PRIMARY) {
                throw KmsError.UNSUPPORTED_OPERATION.because("%s is not a multi-region primary key.", key.arn());
            }
        }
    },

    /// Has a public key.
    ASYMMETRIC {
        @Override
        public void check(Key key) {
            if (!key.spec().isAsymmetric()) {
                throw KmsError.UNSUPPORTED_OPERATION.unexplained();
            }
        }
    };

    /// @throws AwsException UnsupportedOperationException if the key is of another kind
    public abstract void check(Key key);

    /// What related keys share is changed at the primary only.
    ///
    /// @throws AwsException UnsupportedOperationException if the key is a replica
    public static void refuseReplica(Key key) {
        if (key.isReplica()) {
            throw KmsError.UNSUPPORTED_OPERATION.because("%s is not a multi-region primary key.", key.arn());
        }
    }

    private static AwsException origin(Key key) {
        return KmsError.UNSUPPORTED_OPERATION.because(
                "%s origin is %s which is not valid for this operation.", key.arn(), key.origin());
    }
}
