/**
 * Everything in which stages differ. No other file reads the stage's name.
 * A pull request's stage is called `pr-<number>`; any other name but staging and production is a developer's own.
 */
interface Policy {
  production: boolean;
  /** What `sst remove` does with tables and buckets. */
  removal: "remove" | "retain";
  protect: boolean;
  logRetention: "1 week" | "3 months";
  domain: string | undefined;
  sender: string;
  /** The embedded payment provider, with test cards. Never beside real money. */
  sandbox: boolean;
  /** Alarms and a dashboard: about $5 a month. Who develops reads logs. */
  watched: boolean;
  /** What SST keeps of a removed stage, its secrets too: nobody comes back to a pull request's. */
  purge: boolean;
  /** Roles are made within the account's boundary, as CI must. A developer's own account may lack it. */
  boundary: boolean;
}

/** Hosts by stage, for example `{ production: "shop.example.com" }`; a stage without one answers on CloudFront's. */
const domains: Record<string, string> = {};

export function policyOf(stage: string): Policy {
  const production = stage === "production";
  const pullRequest = /^pr-\d+$/.test(stage);
  const domain = domains[stage];
  return {
    production,
    removal: production ? "retain" : "remove",
    protect: production,
    logRetention: production ? "3 months" : "1 week",
    domain,
    // Each stage makes its identity at SES, where one address is one identity for the whole account.
    sender: domain ? `orders@${domain}` : `orders+${stage}@souk.example`,
    sandbox: !production,
    // Staging too: an alarm is rehearsed before it is needed.
    watched: production || stage === "staging",
    purge: pullRequest,
    boundary: production || stage === "staging" || pullRequest,
  };
}

/** The topic of `stacks/`, one for the account, that posts to the operators' chat. */
export const alertTopic = "souk-alerts";

/** The policy of `stacks/` beyond which no function's role may go. */
export const boundaryName = "souk-boundary";

/** For the few resources whose name must be known before they exist: `souk-production-relay`. */
export const physicalName = (name: string) => `${$app.name}-${$app.stage}-${name}`;

export function appOf(stage: string) {
  const { removal, protect, purge } = policyOf(stage);
  return {
    name: "souk",
    home: "aws" as const,
    removal,
    protect,
    state: { purge },
    providers: { aws: { region: "eu-central-1" as const, defaultTags: { tags: { app: "souk", stage } } } },
  };
}

export const policy = () => policyOf($app.stage);
