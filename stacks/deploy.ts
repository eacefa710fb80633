import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { ManagedPolicy, OidcProviderNative, PolicyDocument, Role, WebIdentityPrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { boundaryStatements } from "./boundary.ts";
import { deployStatements } from "./deploy-statement.ts";
import { driftStatements } from "./drift-statement.ts";
import { boundaryName } from "./name.ts";
import type { Setting } from "./setting.ts";

/** GitHub's environments, and the stages that a job in each may deploy; `drift` is none, and only looks at staging and production. */
export const environments = { preview: "pr-*", staging: "staging", production: "production", drift: "*" };

const issuer = "token.actions.githubusercontent.com";

/** GitHub Actions deploys without a stored key: a job of an environment takes that environment's role, for an hour. */
export class DeployStack extends Stack {
  constructor(scope: Construct, id: string, { setting, ...props }: StackProps & { setting: Setting }) {
    super(scope, id, props);
    const { app, repository } = setting;
    new ManagedPolicy(this, "Boundary", {
      managedPolicyName: boundaryName(setting),
      description: "The most that a function of the shop may do",
      statements: boundaryStatements(setting),
    });
    const provider = new OidcProviderNative(this, "GitHub", { url: `https://${issuer}`, clientIds: ["sts.amazonaws.com"] });
    for (const [environment, stage] of Object.entries(environments)) {
      const role = new Role(this, `Deploy-${environment}`, {
        roleName: `${app}-deploy-${environment}`,
        description: environment === "drift" ? `Compares ${app}'s stages with their program` : `Deploys ${app}'s stage ${stage}`,
        maxSessionDuration: Duration.hours(1),
        assumedBy: new WebIdentityPrincipal(provider.oidcProviderArn, {
          StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: `repo:${repository}:${subjectOf(environment)}` },
        }),
        inlinePolicies: { deploy: new PolicyDocument({ statements: statementsOf(environment, setting, stage) }) },
      });
      new CfnOutput(this, `RoleOf-${environment}`, { value: role.roleArn });
    }
  }
}

/**
 * Whose jobs may take a role. An environment's own rules (reviewers, branches) decide which job gets its token; for drift, which waits for
 * nobody, AWS itself asks for main: a job without an environment has its branch in the token.
 */
const subjectOf = (environment: string) => (environment === "drift" ? "ref:refs/heads/main" : `environment:${environment}`);

const statementsOf = (environment: string, setting: Setting, stage: string) =>
  environment === "drift" ? driftStatements(setting) : deployStatements(setting, stage);
