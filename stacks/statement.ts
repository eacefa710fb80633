import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Setting } from "./setting.ts";

export interface Scope {
  setting: Setting;
  stage: string;
  /** Names of the stage's resources: "souk-production-*". */
  own: string;
  arn(service: string, resource: string): string;
}

export const allow = (
  sid: string,
  service: string,
  actions: string[],
  resources: string[],
  conditions?: Record<string, Record<string, string | string[]>>,
) =>
  new PolicyStatement({ sid, actions: actions.map((action) => `${service}:${action}`), resources, ...(conditions ? { conditions } : {}) });
