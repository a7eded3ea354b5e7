package claviger.kms;

import claviger.call.AwsException;

/// What an operation demands of a key beyond its usage and state: what can never change about it.
public enum KeyKind {
    ANY {
        @Override
        void check(Key key) {}
    },

    /// Rotates by itself: symmetric, with material that was made here.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>
    SELF_ROTATING {
        @Override
        void check(Key key) {
            ROTATING.check(key);
            if (key.origin() != OriginType.AWS_KMS) {
                throw origin(key);
            }
        }
    },

    /// Can be given new material: symmetric, and not in a custom key store.
    ROTATING {
        @Override
        void check(Key key) {
            if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
                throw KmsError.UNSUPPORTED_OPERATION.because(
                        "%s key spec is %s which is not valid for this operation.", key.arn(), key.spec());
            }
            if (key.origin() != OriginType.AWS_KMS && key.origin() != OriginType.EXTERNAL) {
                throw origin(key);
            }
        }
    };

    /// @throws AwsException UnsupportedOperationException if the key is of another kind
    abstract void check(Key key);

    private static AwsException origin(Key key) {
        return KmsError.UNSUPPORTED_OPERATION.because(
                "%s origin is %s which is not valid for this operation.", key.arn(), key.origin());
    }
}
