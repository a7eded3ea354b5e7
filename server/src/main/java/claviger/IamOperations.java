package claviger;

import claviger.iam.PolicyDocuments;
import claviger.iam.accesskey.CreateAccessKey;
import claviger.iam.accesskey.DeleteAccessKey;
import claviger.iam.accesskey.ListAccessKeys;
import claviger.iam.accesskey.UpdateAccessKey;
import claviger.iam.policies.DeleteUserPolicy;
import claviger.iam.policies.GetUserPolicy;
import claviger.iam.policies.ListUserPolicies;
import claviger.iam.policies.PutUserPolicy;
import claviger.iam.simulator.SimulateCustomPolicy;
import claviger.iam.simulator.SimulatePrincipalPolicy;
import claviger.iam.user.CreateUser;
import claviger.iam.user.DeleteUser;
import claviger.iam.user.GetUser;
import claviger.iam.user.ListUsers;
import claviger.iam.user.UpdateUser;
import claviger.policy.PolicyCache;
import java.util.List;

/// The catalogue of IAM.
final class IamOperations extends Catalogue {

    IamOperations(PolicyDocuments documents, PolicyCache compiled) {
        List.of(
                        new CreateAccessKey(),
                        new CreateUser(),
                        new DeleteAccessKey(),
                        new DeleteUser(),
                        new DeleteUserPolicy(),
                        new GetUser(),
                        new GetUserPolicy(),
                        new ListAccessKeys(),
                        new ListUserPolicies(),
                        new ListUsers(),
                        new PutUserPolicy(documents),
                        new SimulateCustomPolicy(),
                        new SimulatePrincipalPolicy(compiled),
                        new UpdateAccessKey(),
                        new UpdateUser())
                .forEach(this::add);
    }
}
