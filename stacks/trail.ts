import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { ReadWriteType, Trail } from "aws-cdk-lib/aws-cloudtrail";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, StorageClass } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Setting } from "./setting.ts";

/**
 * Who did what, in every region: management events, whose first copy is free. Kept 400 days, and for a year nobody may change them.
 * With an organization's id it covers all of its accounts.
 */
export class TrailStack extends Stack {
  constructor(scope: Construct, id: string, { setting, ...props }: StackProps & { setting: Setting }) {
    super(scope, id, props);
    const bucket = new Bucket(this, "Log", {
      bucketName: `${setting.app}-trail-${setting.account}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365)),
      lifecycleRules: [
        {
          transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
          expiration: Duration.days(400),
          noncurrentVersionExpiration: Duration.days(30),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new Trail(this, "Trail", {
      trailName: `${setting.app}-trail`,
      bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      managementEvents: ReadWriteType.ALL,
      ...(setting.organizationId ? { isOrganizationTrail: true, orgId: setting.organizationId } : {}),
    });
  }
}
