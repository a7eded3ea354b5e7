package claviger.policy;

import java.util.Set;

/// What AWS fixes of KMS actions, whatever policies say. Names in lower case, as requests are
/// compared.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html>
final class KmsActions {

    private KmsActions() {}

    /// An Allow in a key policy means nothing for these.
    private static final Set<String> NOT_ALLOWED_BY_KEY_POLICY = Set.of(
            "kms:connectcustomkeystore",
            "kms:createcustomkeystore",
            "kms:createkey",
            "kms:deletecustomkeystore",
            "kms:describecustomkeystores",
            "kms:disconnectcustomkeystore",
            "kms:generaterandom",
            "kms:listaliases",
            "kms:listkeys",
            "kms:listretirablegrants",
            "kms:retiregrant",
            "kms:updatecustomkeystore");

    /// Those that may be done with a key of another account.
    private static final Set<String> ACROSS_ACCOUNTS = Set.of(
            "kms:creategrant",
            "kms:decrypt",
            "kms:derivesharedsecret",
            "kms:describekey",
            "kms:encrypt",
            "kms:generatedatakey",
            "kms:generatedatakeypair",
            "kms:generatedatakeypairwithoutplaintext",
            "kms:generatedatakeywithoutplaintext",
            "kms:generatemac",
            "kms:getkeyrotationstatus",
            "kms:getpublickey",
            "kms:listgrants",
            "kms:reencryptfrom",
            "kms:reencryptto",
            "kms:retiregrant",
            "kms:revokegrant",
            "kms:sign",
            "kms:verify",
            "kms:verifymac");

    static boolean mayBeAllowedByKeyPolicy(String lowerAction) {
        return !NOT_ALLOWED_BY_KEY_POLICY.contains(lowerAction);
    }

    static boolean mayCrossAccounts(String lowerAction) {
        return ACROSS_ACCOUNTS.contains(lowerAction);
    }
}
