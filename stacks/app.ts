import { App, BootstraplessSynthesizer, Tags } from "aws-cdk-lib";
import { AlertStack } from "./alert.ts";
import { BackupStack } from "./backup.ts";
import { BudgetStack } from "./budget.ts";
import { DeployStack } from "./deploy.ts";
import { type Setting, setting } from "./setting.ts";
import { TrailStack } from "./trail.ts";

/** All stacks of one account: what must exist before a stage of the shop, or outlive it. */
export function createApp(given: Setting = setting) {
  const app = new App({ analyticsReporting: false });
  const env = { account: given.account, region: given.region };
  const props = (description: string) => ({
    env,
    description,
    setting: given,
    terminationProtection: true,
    // Nothing here has a file to upload: whoever may deploy needs no bootstrapped account.
    synthesizer: new BootstraplessSynthesizer(),
  });
  const deploy = new DeployStack(app, "SoukDeploy", props("How GitHub Actions deploys: OIDC, one role per environment, a boundary"));
  const alert = new AlertStack(app, "SoukAlert", props("Where alarms go: a topic, the operators' chat, alarms of the whole account"));
  const backup = new BackupStack(app, "SoukBackup", props("Backups of production's tables, and their weekly restore"));
  const budget = new BudgetStack(app, "SoukBudget", props("What the month may cost, and who hears of it"));
  const trail = new TrailStack(app, "SoukTrail", props("Who did what in this account, or organization"));
  for (const stack of [backup, budget]) stack.addStackDependency(alert);
  Tags.of(app).add("app", given.app);
  return { app, deploy, alert, backup, budget, trail };
}

if (import.meta.main) createApp().app.synth();
