import { readFileSync } from "node:fs";
import path from "node:path";
import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Rule } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription, LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { arnIn, topicArn, topicName } from "./name.ts";
import type { Setting } from "./setting.ts";

/** One topic for all alarms of all stages, a function that posts them to the operators' chat, and what concerns the whole account. */
export class AlertStack extends Stack {
  constructor(scope: Construct, id: string, { setting, ...props }: StackProps & { setting: Setting }) {
    super(scope, id, props);
    const topic = this.#topic("Alerts", topicName(setting), setting);
    this.#chat(setting, topic);
    this.#accountAlarms(topic);
    this.#rootSignIn(setting);
  }

  #topic(id: string, name: string, setting: Setting): Topic {
    const topic = new Topic(this, id, { topicName: name, enforceSSL: true });
    // Alarms, budgets and rules of this account, and nobody else's.
    topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ["sns:Publish"],
        principals: ["cloudwatch", "budgets", "events", "costalerts"].map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": setting.account } },
      }),
    );
    return topic;
  }

  #chat(setting: Setting, topic: Topic): void {
    const undelivered = new Queue(this, "Undelivered", {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    const chat = new LambdaFunction(this, "Chat", {
      functionName: `${setting.app}-alert-chat`,
      description: "Posts alarms to the operators' chat",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      // Small enough to stand in the template: nothing is uploaded.
      code: Code.fromInline(readFileSync(path.join(import.meta.dirname, "post-to-chat.cjs"), "utf8")),
      timeout: Duration.seconds(15),
      memorySize: 128,
      environment: { WEBHOOK_PARAMETER: setting.webhookParameter },
      deadLetterQueue: undelivered,
      logGroup: new LogGroup(this, "ChatLog", { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
    });
    chat.addToRolePolicy(
      new PolicyStatement({ actions: ["ssm:GetParameter"], resources: [arnIn(setting)("ssm", `parameter${setting.webhookParameter}`)] }),
    );
    topic.addSubscription(new LambdaSubscription(chat, { deadLetterQueue: undelivered }));
    this.#chatFailure(setting, chat, undelivered);
  }

  /** The chat cannot say that it fails: this goes by mail. */
  #chatFailure(setting: Setting, chat: LambdaFunction, undelivered: Queue): void {
    const mail = this.#topic("ByMail", `${topicName(setting)}-by-mail`, setting);
    mail.addSubscription(new EmailSubscription(setting.email));
    const errors = this.#alarm("ChatFails", chat.metricErrors({ period: Duration.minutes(5) }), 0);
    const lost = this.#alarm("AlertsUndelivered", undelivered.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }), 0);
    for (const alarm of [errors, lost]) alarm.addAlarmAction(new SnsAction(mail));
  }

  #accountAlarms(topic: Topic): void {
    const lambda = (metricName: string, statistic: string) =>
      new Metric({ namespace: "AWS/Lambda", metricName, statistic, period: Duration.minutes(5) });
    const alarms = [
      // Four fifths of a new account's limit of 1,000.
      this.#alarm("ConcurrencyNearLimit", lambda("ConcurrentExecutions", "Maximum"), 800),
      this.#alarm("FunctionsThrottled", lambda("Throttles", "Sum"), 0),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }

  #alarm(id: string, metric: Metric, above: number): Alarm {
    return new Alarm(this, id, {
      alarmName: `account-${id}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Nobody works as root. Sign-ins are events of the region that serves them; deploy the stack in us-east-1 too to hear of all. */
  #rootSignIn(setting: Setting): void {
    new Rule(this, "RootSignIn", {
      description: "The account's root user signed in",
      eventPattern: { detailType: ["AWS Console Sign In via CloudTrail"], detail: { userIdentity: { type: ["Root"] } } },
      // By its ARN: CDK would let every rule of every account publish.
      targets: [new SnsTopic(Topic.fromTopicArn(this, "AlertsByArn", topicArn(setting)))],
    });
  }
}
