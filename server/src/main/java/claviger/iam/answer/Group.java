package claviger.iam.answer;

import java.time.Instant;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html>
public record Group(String path, String groupName, String groupId, String arn, Instant createDate) {

    public static Group of(claviger.iam.Group group) {
        return new Group(group.path(), group.name(), group.id(), group.arn(), group.created());
    }
}
