import type { Delivery, Workflow } from "./workflow.ts";

export interface WorkflowRule {
  /** In kebab case: its mistake names it. */
  name: string;
  /** What is wrong, each in words that begin with its place. */
  check(workflow: Workflow, delivery: Delivery): string[];
}

export function judgeWorkflows(rules: WorkflowRule[], delivery: Delivery): string[] {
  return rules.flatMap(({ name, check }) =>
    delivery.workflows.flatMap((workflow) => check(workflow, delivery).map((reason) => `${name}: ${workflow.file}: ${reason}`)),
  );
}
