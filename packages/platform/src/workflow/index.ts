import { formRules } from "./rule/form.ts";
import { permissionRules } from "./rule/permission.ts";
import { referenceRules } from "./rule/reference.ts";
import { releaseRules } from "./rule/release.ts";
import { runRules } from "./rule/run.ts";
import { stageRules } from "./rule/stage.ts";
import { trustRules } from "./rule/trust.ts";

export { judgeWorkflows, type WorkflowRule } from "./rule.ts";
export { readDelivery, type Slip } from "./workflow.ts";
export const workflowRules = [
  ...formRules,
  ...referenceRules,
  ...permissionRules,
  ...trustRules,
  ...stageRules,
  ...releaseRules,
  ...runRules,
];
