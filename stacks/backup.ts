import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupVault,
  CfnRestoreTestingPlan,
  CfnRestoreTestingSelection,
} from "aws-cdk-lib/aws-backup";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { arnIn, topicArn } from "./name.ts";
import type { Setting } from "./setting.ts";

/** A copy of production's tables that outlives the table, the stage and whoever deletes them; and the proof that it can be restored. */
export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, { setting, ...props }: StackProps & { setting: Setting }) {
    super(scope, id, props);
    const tables = arnIn(setting)("dynamodb", `table/${setting.app}-production-*`);
    const vault = new BackupVault(this, "Vault", {
      backupVaultName: `${setting.app}-production`,
      removalPolicy: RemovalPolicy.RETAIN,
      // Nobody shortens what is kept by mistake; the lock itself can be lifted by those who may.
      lockConfiguration: { minRetention: Duration.days(7), maxRetention: Duration.days(400) },
    });
    const plan = new BackupPlan(this, "Plan", { backupPlanName: `${setting.app}-production`, backupVault: vault, backupPlanRules: rules });
    plan.addSelection("Tables", { resources: [BackupResource.fromArn(tables)], allowRestores: false });
    this.#restoreTest(setting, vault, tables);
    this.#failures(setting);
  }

  /** Every week the newest backup becomes a table, which is looked at and deleted again. */
  #restoreTest(setting: Setting, vault: BackupVault, tables: string): void {
    const role = new Role(this, "Restorer", {
      assumedBy: new ServicePrincipal("backup.amazonaws.com", { conditions: { StringEquals: { "aws:SourceAccount": setting.account } } }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSBackupServiceRolePolicyForRestores")],
    });
    const plan = new CfnRestoreTestingPlan(this, "RestoreTest", {
      restoreTestingPlanName: `${setting.app}_production`,
      scheduleExpression: "cron(0 5 ? * SUN *)",
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vault.backupVaultArn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
    new CfnRestoreTestingSelection(this, "RestoreTables", {
      restoreTestingPlanName: plan.restoreTestingPlanName,
      restoreTestingSelectionName: "tables",
      protectedResourceType: "DynamoDB",
      protectedResourceArns: [tables],
      iamRoleArn: role.roleArn,
      validationWindowHours: 1,
    }).addResourceDependency(plan);
  }

  #failures(setting: Setting): void {
    const topic = Topic.fromTopicArn(this, "Alerts", topicArn(setting));
    new Rule(this, "Failed", {
      description: "A backup or a restore test failed",
      eventPattern: {
        source: ["aws.backup"],
        detailType: ["Backup Job State Change", "Restore Job State Change"],
        detail: { state: ["FAILED", "ABORTED", "EXPIRED"] },
      },
      targets: [new SnsTopic(topic)],
    });
  }
}

const rules = [
  new BackupPlanRule({ ruleName: "daily", scheduleExpression: Schedule.cron({ hour: "3", minute: "0" }), deleteAfter: Duration.days(35) }),
  new BackupPlanRule({
    ruleName: "monthly",
    scheduleExpression: Schedule.cron({ day: "1", hour: "4", minute: "0" }),
    deleteAfter: Duration.days(365),
  }),
];
