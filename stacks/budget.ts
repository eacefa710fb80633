import { Stack, type StackProps } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { CfnAnomalyMonitor, CfnAnomalySubscription } from "aws-cdk-lib/aws-ce";
import type { Construct } from "constructs";
import { topicArn } from "./name.ts";
import type { Setting } from "./setting.ts";

/** What the month may cost. Two budgets are free; so is the search for anomalies. */
export class BudgetStack extends Stack {
  constructor(scope: Construct, id: string, { setting, ...props }: StackProps & { setting: Setting }) {
    super(scope, id, props);
    const { app, monthlyLimitUsd } = setting;
    this.#budget(setting, "Account", { budgetName: `${app}-account`, amount: monthlyLimitUsd });
    // Needs the tag to be activated once, under Billing, "Cost allocation tags".
    this.#budget(setting, "Production", {
      budgetName: `${app}-production`,
      amount: monthlyLimitUsd * 0.8,
      costFilters: { TagKeyValue: ["user:stage$production"] },
    });
    this.#anomalies(setting);
  }

  #budget(
    setting: Setting,
    id: string,
    { budgetName, amount, costFilters }: { budgetName: string; amount: number; costFilters?: object },
  ): void {
    const subscribers = [
      { subscriptionType: "SNS", address: topicArn(setting) },
      { subscriptionType: "EMAIL", address: setting.email },
    ];
    const actual = [50, 80, 100].map((threshold) => notice("ACTUAL", threshold));
    new CfnBudget(this, id, {
      budget: {
        budgetName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        budgetLimit: { amount, unit: "USD" },
        ...(costFilters ? { costFilters } : {}),
      },
      notificationsWithSubscribers: [...actual, notice("FORECASTED", 100)].map((notification) => ({ notification, subscribers })),
    });
  }

  #anomalies(setting: Setting): void {
    const monitor = new CfnAnomalyMonitor(this, "Anomalies", {
      monitorName: `${setting.app}-services`,
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
    });
    new CfnAnomalySubscription(this, "AnomalyNotice", {
      subscriptionName: `${setting.app}-anomalies`,
      frequency: "IMMEDIATE",
      monitorArnList: [monitor.attrMonitorArn],
      subscribers: [{ type: "SNS", address: topicArn(setting) }],
      // From $10 above what was to be expected.
      thresholdExpression: JSON.stringify({
        Dimensions: { Key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", MatchOptions: ["GREATER_THAN_OR_EQUAL"], Values: ["10"] },
      }),
    });
  }
}

const notice = (notificationType: string, threshold: number) => ({
  notificationType,
  comparisonOperator: "GREATER_THAN",
  threshold,
  thresholdType: "PERCENTAGE",
});
